"""Write api/openapi.json, the published contract of the service; `--check` only says whether it is current."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from aftershock import KnowledgeBase
from aftershock_api.app import create_app
from aftershock_api.settings import load_settings

PLACE = Path(__file__).resolve().parent.parent / "api" / "openapi.json"


def contract() -> str:
    """Derive the contract from the routes."""
    with KnowledgeBase.open() as knowledge_base:
        document = create_app(knowledge_base, load_settings({})).openapi()
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write it, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if it is not current")
    found = contract()
    if parser.parse_args().check:
        current = PLACE.exists() and PLACE.read_text(encoding="utf-8") == found
        print(f"{PLACE.name} is {'current' if current else 'not current: run scripts/openapi.py'}")
        return 0 if current else 1
    PLACE.write_text(found, encoding="utf-8")
    print(f"wrote {PLACE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
