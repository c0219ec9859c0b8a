"""Finds what travels with the library: the ontology, its shapes and checks, and the catalogue.

In a wheel they lie inside the package, under ``_resources``; in an editable checkout they lie beside ``src``. The
examples travel in no wheel.

Examples
--------
>>> rules = next(path for path in catalog_files() if path.name == "rules.ttl")
>>> graph_path(rules)
'graph/catalog/rules'
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "catalog_files",
    "check_files",
    "example",
    "examples",
    "graph_path",
    "ontology_files",
    "question_files",
    "root",
    "shape_files",
    "shipped",
]

_PACKAGE = Path(__file__).resolve().parent


def root() -> Path:
    """Give the folder that holds ``ontology/`` and ``data/catalog/``.

    Returns
    -------
    Path
        ``_resources`` inside the package where that exists, else the checkout.

    Raises
    ------
    FileNotFoundError
        If neither has an ontology: the installation is broken.
    """
    candidates = (_PACKAGE / "_resources", _PACKAGE.parent.parent)
    for candidate in candidates:
        if (candidate / "ontology" / "modules").is_dir():
            return candidate
    raise FileNotFoundError(
        f"no ontology at {' or '.join(str(candidate) for candidate in candidates)}: "
        "this installation is incomplete; install the package anew"
    )


def ontology_files() -> tuple[Path, ...]:
    """Give the vocabulary: the modules, then the alignments, as Turtle files in a fixed order.

    Examples
    --------
    >>> ontology_files()[0].name
    'agents.ttl'
    """
    return _files("ontology/modules", "*.ttl") + _files("ontology/alignments", "*.ttl")


def catalog_files() -> tuple[Path, ...]:
    """Give the curated knowledge, as Turtle files in a fixed order: those of the folder, and those of its folders.

    Examples
    --------
    >>> {path.parent.name for path in catalog_files()} >= {"catalog"}
    True
    """
    return _files("data/catalog", "**/*.ttl")


def shape_files() -> tuple[Path, ...]:
    """Give the SHACL shapes, as Turtle files in a fixed order."""
    return _files("ontology/shapes", "*.ttl")


def check_files() -> tuple[Path, ...]:
    """Give the checks, each a query whose rows are defects, in a fixed order."""
    return _files("ontology/checks", "*.rq")


def question_files() -> tuple[Path, ...]:
    """Give the competency questions, each a query with the rows it must give, in a fixed order."""
    return _files("ontology/questions", "*.rq")


def examples() -> tuple[str, ...]:
    """Give the names of the worked examples; none where they did not travel, as in a wheel."""
    folder = root() / "data" / "examples"
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()


def example(name: str) -> Path:
    """Give a worked example, a folder or a file under ``data/examples``.

    Parameters
    ----------
    name
        Its path under ``data/examples``, such as ``"modelslab"``.

    Raises
    ------
    FileNotFoundError
        If it is not there; the examples exist only in a checkout of the project.
    """
    place = root() / "data" / "examples" / name
    if not place.exists():
        known = ", ".join(examples())
        hint = f"the examples are: {known}" if known else "the examples come with a checkout only"
        raise FileNotFoundError(f"no example is called {name!r}; {hint}")
    return place


def graph_path(path: Path) -> str:
    """Give the last part of the IRI of the named graph that holds a shipped file.

    Parameters
    ----------
    path
        One of `ontology_files` or `catalog_files`; for any other file it is named after its folder.

    Returns
    -------
    str
        ``"graph/ontology/NAME"``, ``"graph/catalog/NAME"`` or ``"graph/catalog/FOLDER/NAME"``, to be put behind
        `aftershock.vocabulary.ID`.
    """
    folder = path.parent.name
    if folder in ("modules", "alignments"):
        return f"graph/ontology/{path.stem}"
    return (
        f"graph/catalog/{folder}/{path.stem}" if path.parent.parent.name == "catalog" else f"graph/{folder}/{path.stem}"
    )


def shipped(files: Iterable[Path] | None = None) -> str:
    """Give a digest of what is shipped, by which a store knows whether it holds this ontology and catalogue.

    Parameters
    ----------
    files
        What to take; by default the ontology and the catalogue.

    Returns
    -------
    str
        SHA-256 over names and contents in order, 64 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for path in (*ontology_files(), *catalog_files()) if files is None else files:
        content = path.read_bytes()
        digest.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(folder: str, pattern: str) -> tuple[Path, ...]:
    return tuple(sorted((root() / folder).glob(pattern)))
