"""A FastAPI service that answers nothing: the least that an answer of one costs, by itself and through a worker.

Run by `benchmarks.sparql`, as ``python -m benchmarks.empty_service PORT``.
"""

from __future__ import annotations

import sys
from typing import Final

import uvicorn
from fastapi import FastAPI, Response
from starlette.concurrency import run_in_threadpool

from aftershock.isolation import Pool

__all__ = ["main"]

_NOTHING: Final = b'{"head":{"vars":["class","label"]},"results":{"bindings":[]}}'
_JSON: Final = "application/sparql-results+json"


def main(port: int) -> None:
    """Answer until told to end.

    Parameters
    ----------
    port
        Of the loopback address.
    """
    app = FastAPI(openapi_url=None)
    with Pool(1, waiting=4, memory=1 << 30) as pool:
        pool.warm()

        @app.get("/empty")
        async def empty(query: str) -> Response:
            del query
            return Response(_NOTHING, media_type=_JSON)

        @app.get("/worker")
        async def worker(query: str) -> Response:
            def asked() -> bytes:
                return pool.run("aftershock.isolation.probe:echo", {}, _NOTHING, deadline=5.0)[1]

            del query
            return Response(await run_in_threadpool(asked), media_type=_JSON)

        uvicorn.run(
            app, host="127.0.0.1", port=port, http="httptools", loop="uvloop", log_level="critical", access_log=False
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
