"""The search over everything that has a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.explore.questions import shipped_questions
from aftershock.explore.terms import PREFIX
from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from aftershock.explore.view import View

__all__ = ["search"]

_Thing = tuple[str, str, str, str]


def search(view: View, text: str, limit: int) -> tuple[_Thing, ...]:
    """Find what has a name that contains a text: agents, threats, mitigations, scenarios and components first.

    Parameters
    ----------
    view
        The revision that is searched.
    text
        Part of a name, in any case.
    limit
        Things at most.

    Returns
    -------
    tuple of (kind, IRI, slug, label)
        Names that begin with the text first; rules, layers, entries of other catalogues, documents and terms of the
        ontology come behind, and last questions of the catalogue of queries, which have a name and no IRI.
    """
    wanted = text.casefold().strip()
    things = [("agent", one.iri, one.slug, one.name) for one in view.agents]
    things += [(one.kind, one.iri, one.slug, one.label) for one in view.threats]
    things += [("mitigation", one.iri, one.slug, one.label) for one in view.mitigations]
    things += [("scenario", one.item.iri, one.item.slug, one.item.label) for one in view.scenarios]
    found = [thing for thing in things if _goes_by(wanted, thing)]
    known = {thing[1] for thing in found}
    found += [
        ("component", item.iri, local_name(item.iri), item.label)
        for item in view.components(text, None, 0, limit * 5).items
        if item.iri not in known
    ]
    more = [one for one in view.beside if _goes_by(wanted, one)]
    questions: list[_Thing] = [("question", "", one.name, one.question) for one in shipped_questions()]
    asked = [one for one in questions if _goes_by(wanted, one)]
    for some in (found, more, asked):
        some.sort(key=lambda thing: (not _begins(wanted, thing[2]), len(thing[3]), *thing[:0:-1]))
    return tuple((found + more + asked)[:limit])


def _goes_by(wanted: str, thing: _Thing) -> bool:
    return wanted in thing[2].casefold() or wanted in thing[3].casefold()


def _begins(wanted: str, slug: str) -> bool:
    return slug.casefold().startswith((wanted, PREFIX + wanted))
