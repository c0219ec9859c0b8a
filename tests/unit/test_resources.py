"""What travels with the library is found, in a wheel and in a checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aftershock import resources

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as a wheel installs it, with one module and one catalogue file."""
    package = tmp_path / "site-packages" / "aftershock"
    for name in ("ontology/modules/a.ttl", "data/catalog/rules.ttl"):
        path = package / "_resources" / name
        path.parent.mkdir(parents=True)
        path.write_text("# nothing\n")
    monkeypatch.setattr(resources, "_PACKAGE", package)
    return package


def test_a_checkout_is_found(root: Path) -> None:
    assert resources.root() == root
    assert {path.parent for path in resources.ontology_files()} >= {root / "ontology" / "modules"}
    assert {path.suffix for path in resources.check_files() + resources.question_files()} == {".rq"}
    assert {path.suffix for path in resources.shape_files()} == {".ttl"}


def test_a_wheel_is_found_first_and_has_no_examples(wheel: Path) -> None:
    assert resources.root() == wheel / "_resources"
    assert [resources.graph_path(path) for path in resources.ontology_files()] == ["graph/ontology/a"]
    assert [resources.graph_path(path) for path in resources.catalog_files()] == ["graph/catalog/rules"]
    assert resources.examples() == ()
    with pytest.raises(FileNotFoundError, match="come with a checkout only"):
        resources.example("modelslab")


def test_a_broken_installation_says_where_it_looked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "a" / "b" / "aftershock")
    with pytest.raises(FileNotFoundError, match=r"_resources or .*: this installation is incomplete"):
        resources.root()


def test_an_example_is_found_by_name_and_a_wrong_name_gets_the_right_ones(wheel: Path) -> None:
    folder = wheel / "_resources" / "data" / "examples" / "shop"
    folder.mkdir(parents=True)
    assert resources.examples() == ("shop",)
    assert resources.example("shop") == folder
    with pytest.raises(FileNotFoundError, match="'shopp'; the examples are: shop"):
        resources.example("shopp")


def test_the_digest_changes_with_a_name_and_with_a_byte(wheel: Path) -> None:
    first = resources.shipped()
    assert resources.shipped() == first
    assert len(first) == 64
    rules = wheel / "_resources" / "data" / "catalog" / "rules.ttl"
    rules.write_text("# something\n")
    second = resources.shipped()
    rules.rename(rules.with_name("others.ttl"))
    assert len({first, second, resources.shipped()}) == 3
    assert resources.shipped([]) != first
