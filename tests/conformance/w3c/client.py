"""A client that sends what it is given: no header is added, left out or rewritten."""

from __future__ import annotations

import http.client
import json
import select
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode, urlsplit


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes = field(repr=False)

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip()

    @property
    def problem(self) -> str:
        """The sentence of a problem document; else the start of what came."""
        if self.media_type == "application/problem+json":
            return str(json.loads(self.content)["detail"])
        return self.content[:200].decode("utf-8", "replace")


class Client:
    """A connection that is kept open."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token
        self.host = urlsplit(address).netloc
        self.connection = http.client.HTTPConnection(self.host, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        """Send a request as it is: of what people would not write only Host and Content-Length are added."""
        self._reconnect_if_closed()
        self.connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        sent = {"Host": self.host, **headers}
        if body is not None:
            sent["Content-Length"] = str(len(body))
        for name, value in sent.items():
            self.connection.putheader(name, value)
        self.connection.endheaders(body)
        answer = self.connection.getresponse()
        content = answer.read()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, content)

    def _reconnect_if_closed(self) -> None:
        """Begin anew where the service has closed the connection, as it may once nothing was asked for some seconds."""
        channel = self.connection.sock
        if channel is not None and select.select([channel], [], [], 0)[0]:
            self.connection.close()

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def query(self, text: str, accept: str, **graphs: list[str]) -> Answer:
        """Ask; the data set is named with the request where `graphs` says so."""
        pairs = [(name.replace("_", "-"), one) for name, values in graphs.items() for one in values]
        path = f"/sparql?{urlencode(pairs)}" if pairs else "/sparql"
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.send("POST", path, headers, text.encode("utf-8", "surrogatepass"))

    def update(self, text: str) -> Answer:
        headers = {"Content-Type": "application/sparql-update", **self.authorization}
        return self.send("POST", "/update", headers, text.encode("utf-8", "surrogatepass"))

    def put(self, graph: str, content: bytes, media_type: str) -> Answer:
        headers = {"Content-Type": media_type, **self.authorization}
        return self.send("PUT", f"/rdf-graph-store?{urlencode({'graph': graph})}", headers, content)
