"""Debian's lists of packages: what becomes a component, an edge, a need, a finding; versions as dpkg orders them."""

from __future__ import annotations

import gzip
import lzma
import shutil
import subprocess

import lz4.frame
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftershock.errors import DocumentError
from aftershock.ingest.readers.debian import read
from aftershock.ingest.recognise import recognise
from aftershock.ingest.unpack import lines_of
from aftershock.model.debian import Asked, package_name, package_url, satisfies, version_key
from aftershock.model.documents import Document
from aftershock.validation import validate
from aftershock.vocabulary import AFT, PREFIXES

STATUS = """\
Package: mutt
Status: install ok installed
Architecture: amd64
Version: 2.2.9-1
Depends: libc6 (>= 2.34), exim4 | mail-transport-agent, python3:any
Description: a mail reader
 Depends: on nothing here, for this goes on with the description

Package: exim4
Status: install ok installed
Version: 4.96-15
Provides: mail-transport-agent
Depends: libc6 (>= 2.30)
Pre-Depends: dpkg (>= 1.19)

Package: postfix
Status: install ok installed
Version: 3.7.5
Provides: mail-transport-agent, mta-tools (= 3)
Depends: libc6

Package: libc6
Version: 2.36-9
Status: install ok installed

Package: python3
Version: 3.11.2-1
Multi-Arch: allowed
Status: install ok installed

Package: tooled
Version: 1
Depends: mta-tools (>= 2), mta-tools (>= 4) | libc6, exim4, libstdc++6
Status: install ok installed
"""


def said(text: str | bytes, name: str = "status") -> tuple[set[tuple[str, ...]], list[tuple[str, int | None]]]:
    """What a list says, in short: triples between packages, edges with names, needs; and the findings."""
    content = text.encode() if isinstance(text, str) else text
    reading = read(Document(content, name))
    quads = list(ox.parse(reading.nquads, format=ox.RdfFormat.N_QUADS))
    assert len(quads) == reading.quads == len(set(quads))
    assert {quad.graph_name.value for quad in quads} == {reading.document}
    of: dict[str, dict[str, list[str]]] = {}
    for quad in quads:
        of.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    found: set[tuple[str, ...]] = set()
    for subject, values in of.items():
        name = package_name(subject)
        if name is not None:
            found |= {("needs", name, package_name(other) or "") for other in values.get(AFT.dependsOn, ())}
            found |= {("newest", name, one) for one in values.get(AFT.newestVersion, ())}
            found |= {("provides", name, one) for one in values.get(AFT.provides, ())}
            found |= {("wanted", name, one) for one in values.get(AFT.askedVersions, ())}
            found |= {("incomplete", name) for _ in values.get(AFT.dependencyCompleteness, ())}
        if AFT.Dependency in values.get(PREFIXES["rdf"] + "type", ()):
            ends = [package_name(values[end][0]) or "" for end in (AFT.dependent, AFT.dependee)]
            found.add(("edge", *ends, *sorted(values.get(AFT.askedAs, ()))))
        if AFT.Need in values.get(PREFIXES["rdf"] + "type", ()):
            some = sorted(package_name(of[node][AFT.dependee][0]) or "" for node in values[AFT.alternative])
            complete = values[AFT.completeness] == [AFT.Complete]
            found.add(("need", package_name(values[AFT.needOf][0]) or "", "all" if complete else "open", *some))
    return found, [(finding.message, finding.line) for finding in reading.findings]


def test_a_status_file_becomes_what_policy_says():
    found, findings = said(STATUS)
    assert findings == []
    assert found == {
        ("newest", "mutt", "2.2.9-1"),
        ("newest", "exim4", "4.96-15"),
        ("newest", "postfix", "3.7.5"),
        ("newest", "libc6", "2.36-9"),
        ("newest", "python3", "3.11.2-1"),
        ("newest", "tooled", "1"),
        ("provides", "exim4", "mail-transport-agent"),
        ("provides", "postfix", "mail-transport-agent"),
        ("provides", "postfix", "mta-tools (= 3)"),
        ("provides", "python3", "python3:any (= 3.11.2-1)"),
        ("needs", "mutt", "libc6"),
        ("edge", "mutt", "exim4", "exim4", "mail-transport-agent"),
        ("edge", "mutt", "postfix", "mail-transport-agent"),
        ("need", "mutt", "all", "exim4", "postfix"),
        ("edge", "mutt", "python3", "python3:any"),
        ("needs", "exim4", "libc6"),
        ("needs", "exim4", "dpkg"),
        ("wanted", "dpkg", ">= 1.19"),
        ("needs", "postfix", "libc6"),
        ("edge", "tooled", "postfix", "mta-tools (>= 2)"),
        ("needs", "tooled", "exim4"),
        ("needs", "tooled", "libstdc++6"),
        ("edge", "tooled", "libc6"),
        ("edge", "tooled", "mta-tools"),
        ("need", "tooled", "open", "libc6", "mta-tools"),
        ("wanted", "mta-tools", ">= 4"),
    }


def test_what_is_read_breaks_no_shape():
    report = validate(read(Document(STATUS.encode(), "status")).nquads)
    assert report.conforms
    assert report.results == ()


def test_a_demand_beside_a_choice_is_a_need_of_its_own():
    found, _ = said("Package: a\nVersion: 1\nDepends: b | c, b\n\nPackage: b\nVersion: 1\n\nPackage: c\nVersion: 1\n")
    assert ("need", "a", "all", "b", "c") in found
    assert ("need", "a", "all", "b") in found
    assert not [one for one in found if one[0] == "needs"]


def test_of_several_versions_all_need_and_the_newest_provides():
    found, _ = said(
        "Package: a\nVersion: 1:1~rc1\nDepends: b\nProvides: old\n\n"
        "Package: a\nVersion: 1:1\nDepends: c\nProvides: new\n\n"
        "Package: a\nVersion: 2\nDepends: d\nProvides: older\n"
    )
    assert {one for one in found if one[0] != "wanted"} == {
        ("newest", "a", "1:1"),
        ("provides", "a", "new"),
        ("needs", "a", "b"),
        ("needs", "a", "c"),
        ("needs", "a", "d"),
    }


def test_the_widest_ranges_are_kept():
    clauses = ("x (>= 3), x (>= 2), x (>> 2)", "x (= 1), x (= 5)", "y (<< 2), y (<= 1)", "z (>= 1), z", "w (= 1)")
    found, _ = said("".join(f"Package: p{n}\nVersion: 1\nDepends: {one}\n\n" for n, one in enumerate(clauses)))
    assert {one for one in found if one[0] == "wanted"} == {
        ("wanted", "x", ">= 2"),
        ("wanted", "x", "= 1"),
        ("wanted", "y", "<< 2"),
        ("wanted", "w", "= 1"),
    }


@pytest.mark.parametrize(
    ("paragraph", "message", "line", "kept"),
    [
        ("Version: 1\nDepends: b\n", "the paragraph names no package (field Package), and is left out", 1, set()),
        ("Package: a\n", "a has no version (field Version); the paragraph is left out", 1, set()),
        ("Package: a b\nVersion: 1\n", "'a b' is no name of a package; the paragraph is left out", 1, set()),
        ("Package: a\nVersion: 1 2\n", "'1 2' is no version; a is left out", 2, set()),
        ("Package: a\nrubbish\nVersion: 1\n", "the line is no field ('Name: value'): 'rubbish'", 2, {"a"}),
        ("Package: a\nVersion: 1\nno field: x\n", "the line is no field ('Name: value'): 'no field: x'", 3, {"a"}),
        (" x\nPackage: a\nVersion: 1\n", "a line goes on with a field, and no field stands before it", 1, {"a"}),
        (
            "Package: a\nVersion: 1\nVersion: 2\n",
            "the field stands twice in its paragraph; the first is taken",
            3,
            {"a"},
        ),
        (
            "Package: a\nVersion: 1\nDepends: b (2), c\n",
            "'b (2)' is no name of a package with versions, and is left out",
            3,
            {"a", "c"},
        ),
        (
            "Package: a\nVersion: 1\nProvides: b (>= 2)\n",
            "'b (>= 2)' is no name that a package can provide, and is left out",
            3,
            {"a"},
        ),
        (
            b"Package: a\nVersion: 1\nDepends: b\xff\n",
            "the field is not in UTF-8; what is not is taken as a question mark",
            3,
            {"a"},
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(paragraph, message, line, kept):
    content = paragraph if isinstance(paragraph, bytes) else paragraph.encode()
    found, findings = said(content + b"\nPackage: good\nVersion: 1\nDepends: sound\n")
    assert findings[0] == (message, line)
    assert {"good", *kept} == {one[1] for one in found if one[0] == "newest"} | {
        one[2] for one in found if one[0] == "needs" and one[2] != "sound"
    }
    assert ("needs", "good", "sound") in found


def test_what_is_left_out_leaves_the_needs_incomplete():
    found, _ = said("Package: a\nVersion: 1\nDepends: b (2), c\n")
    assert ("incomplete", "a") in found


def test_a_package_that_dpkg_only_remembers_is_none():
    found, findings = said("Package: gone\nStatus: purge ok not-installed\n\nPackage: a\nVersion: 1\n")
    assert {one[1] for one in found} == {"a"}
    assert findings == []


def test_many_findings_are_counted():
    findings = said("Package: a\nVersion: 1\n\n" + "Version: 1\n\n" * 250)[1]
    assert len(findings) == 201
    assert findings[-1] == ("50 more findings like these are not shown", None)


def test_fields_go_on_twice_and_in_any_case():
    found, findings = said(
        "# a comment\nPACKAGE: a\nversion: 1\ndepends: b,\n c\n \t\nPackage: d\nVersion: 1\nDepends: e\nDepends: f\n"
    )
    assert {one for one in found if one[0] == "needs"} == {
        ("needs", "a", "b"),
        ("needs", "a", "c"),
        ("needs", "d", "e"),
        ("needs", "d", "f"),
    }
    assert findings == [("the field stands twice in its paragraph; both are taken", 10)]


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, lz4.frame.compress])
def test_packed_lists_are_read_alike_and_no_further_than_allowed(pack):
    packed = Document(pack(STATUS.encode()), "deb.example_Packages.packed")
    assert recognise(packed) == "debian-packages"
    assert said(packed.content)[0] == said(STATUS)[0]
    with pytest.raises(DocumentError, match="unpacked it has more than 100 bytes, which is the limit"):
        read(packed, unpacked=100)
    with pytest.raises(DocumentError, match="cannot be unpacked"):
        list(lines_of(Document(packed.content[:-20], "cut")))


def test_plain_lists_are_recognised_by_their_text():
    assert recognise(Document(STATUS.encode(), "status")) == "debian-packages"
    assert recognise(Document(STATUS.encode(), "packages.txt", "text/plain")) == "debian-packages"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Source: x\n", "no package is in it: the paragraph names no package"),
        (
            gzip.compress(b"@prefix a: <b> .", mtime=0),
            "packed by gzip, it is read as a list of Debian packages, and no package is in",
        ),
        (
            gzip.compress(b"", mtime=0),
            "packed by gzip, it is read as a list of Debian packages, and no package is in it",
        ),
    ],
)
def test_what_has_no_packages_is_refused(content, sentence):
    with pytest.raises(DocumentError) as refused:
        read(Document(content, "x"))
    assert sentence in str(refused.value)


def test_versions_are_ordered_as_the_policy_says():
    rising = ["0.9", "1.0~~", "1.0~rc1", "1.0", "1.0-1", "1.0-1+b1", "1.0-10", "1.0a", "1.0+dfsg", "1.1", "1:0.1"]
    assert sorted(rising, key=version_key) == rising
    assert version_key("1.0-0") == version_key("1.0") == version_key("0:1.00")


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="dpkg is not here to compare versions with")
def test_versions_are_ordered_as_dpkg_orders_them():
    versions = [
        "1.0",
        "1.0~",
        "1.0~~a",
        "1.0-0",
        "1.0-1",
        "0:1.0",
        "1.0.",
        "1.0a1",
        "1.0+",
        "9",
        "09",
        "10",
        "1:1",
        "1.0-~1",
    ]
    words = {"<<": "lt", "<=": "le", "=": "eq", ">=": "ge", ">>": "gt"}
    for one in versions:
        for operator, other in zip([*words] * 3, versions, strict=False):
            told = subprocess.run(["dpkg", "--compare-versions", one, words[operator], other], check=False)
            assert satisfies(one, operator, other) == (told.returncode == 0), (one, operator, other)


def test_an_unknown_version_fits_where_any_will_do():
    assert satisfies("", "", "")
    assert not satisfies("", ">=", "1")


def test_names_and_package_urls():
    assert package_url("g++") == "pkg:deb/debian/g%2B%2B"
    assert package_name("pkg:deb/debian/g%2B%2B") == "g++"
    assert [package_name(iri) for iri in ("pkg:deb/debian/a@1", "pkg:deb/debian/a?arch=all", "a")] == [None] * 3
    assert [str(Asked.parse(text)) for text in ("a", "a (>= 1)", "a(< 1)")] == ["a", "a (>= 1)", "a (<= 1)"]
    assert Asked.parse("a b") is None


@given(st.lists(st.tuples(st.integers(0, len(STATUS) - 1), st.binary(max_size=6)), max_size=12))
def test_damaged_lists_are_read_or_refused(damage: list[tuple[int, bytes]]) -> None:
    content = bytearray(STATUS.encode())
    for place, bytes_ in damage:
        content[place : place + len(bytes_)] = bytes_
    try:
        reading = read(Document(bytes(content), "status"))
    except DocumentError:
        return
    quads = list(ox.parse(reading.nquads, format=ox.RdfFormat.N_QUADS))
    assert len(quads) == reading.quads
    assert all(finding.line for finding in reading.findings)
