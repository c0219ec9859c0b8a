"""A brief: one page for somebody who must decide, as a record, as Markdown and as HTML that prints."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import partial
from typing import TYPE_CHECKING, Final

from aftershock.explore.behind import named_question
from aftershock.explore.page import environment, last_part, words
from aftershock.model.measures import Brief
from aftershock.projection.containment import contain
from aftershock.projection.described import component_label
from aftershock.projection.facts import facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from aftershock.model.measures import Action, Contact, Down
    from aftershock.model.radius import Likelihood
    from aftershock.projection.question import Question
    from aftershock.projection.stored import Projection

__all__ = ["POLICY", "brief", "brief_html", "brief_markdown", "deed"]

_CALLED: Final = 8
_ASKED: Final = 5
_ACTIONS: Final = 3
_ROTATED: Final = 3
_NAMED: Final = 3
_VERBS: Final = {
    "revoke": "Revoke",
    "block": "Block",
    "isolate": "Isolate",
    "pin": "Pin by digest what is got from",
    "roll-back": "Roll back",
}
_STYLE: Final = """
body { font: 11pt/1.4 sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff; }
h1 { font-size: 1.4em; } h2 { font-size: 1.1em; margin: 1em 0 .3em; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #999; padding: .2em .5em; text-align: left; }
td.number { text-align: right; } tbody th, tr > :last-child, h1, li, p { overflow-wrap: anywhere; }
@media screen and (max-width: 34em) {
  table, tbody, tr { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { display: grid; grid-template-columns: repeat(3, 1fr); border-bottom: 1px solid #999; padding: .3em 0; }
  th, td { border: 0; padding: 0; } tbody th, tr > :last-child { grid-column: 1 / -1; } td.number { text-align: left; }
  td::before { content: attr(data-label) ": "; color: #444; font-size: .85em; }
}
ol, ul { margin: .3em 0; padding-left: 1.5em; }
.sparql pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85em; } .sparql a { color: inherit; }
footer { font-size: .85em; color: #444; } footer li::first-letter { text-transform: uppercase; }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; } body { color: #e8e6df; background: #13171b; }
  th, td, tr { border-color: #565f68; } footer, td::before { color: #b4bac0; }
}
@page { size: A4; margin: 14mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 9.5pt; line-height: 1.3; } .sparql { display: none; }
  table { font-size: 9pt; } th, td { padding: .1em .4em; }
  th:first-child { width: 24%; } tr > :last-child { width: 50%; }
  h2 { margin: .7em 0 .2em; break-after: avoid; } p { margin: .5em 0; } tr, li { break-inside: avoid; }
}
"""

_DIGEST: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

POLICY: Final = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"
"""What a brief's page may load: its own style, and nothing else."""


def brief(question: Question, since: str | None = None) -> Brief:
    """Gather what somebody who must decide has to know.

    Parameters
    ----------
    question
        What falls.
    since
        When it began, as ISO 8601.
    """
    contained, open_ = contain(question), facts(question, limit=_ASKED)
    notes = dict.fromkeys((*contained.scene.notes, *open_.scene.notes))
    actions = _first(contained.actions)
    return Brief(
        scene=question.scene(*(note for note in notes if note not in question.notes)),
        titles=tuple(component_label(question.projection, one) for one in question.starts),
        since=since,
        before=contained.before,
        owners=len(contained.call),
        call=contained.call[:_CALLED],
        unknown=open_.rows,
        actions=actions,
        rotate=contained.rotate[:_ROTATED],
        ends=_labels(question.projection, {action.edge[2] for action in actions if action.edge}),
    )


def _labels(projection: Projection, some: Collection[str]) -> dict[str, str]:
    places = {iri: place for place, iri in enumerate(projection.components) if iri in some}
    return {iri: component_label(projection, place) for iri, place in sorted(places.items())}


def _first(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Take of each kind the first."""
    found: dict[str, Action] = {}
    for action in actions:
        found.setdefault(action.kind, action)
    return tuple(found.values())[:_ACTIONS]


def deed(action: Action, called: Mapping[str, str]) -> str:
    """Say what an action is, in a few words; ends of relations that are not called anything go by their last part."""
    if action.edge is not None:
        _, relation, dependee = action.edge
        return f"{_VERBS[action.kind]} {action.label} {words(relation)} {called.get(dependee) or last_part(dependee)}"
    return f"{_VERBS[action.kind]} {action.label}"


def brief_markdown(brief: Brief) -> str:
    """Write a brief as Markdown; what documents say is text in it, never markup."""
    scene, before = brief.scene, brief.before
    lines = [
        f"# {_plain(_title(brief))}",
        "",
        f"{_plain(_what(brief))} {_average(before.expected)}",
        "",
        "## Who is affected",
        "",
        "| whom to call | affected | possible | unknown | first |",
        "|---|---:|---:|---:|---|",
        *(_called(one) for one in brief.call),
    ]
    if brief.owners > len(brief.call):
        lines.append(f"\n... and {brief.owners - len(brief.call):,} more.")
    lines += ["", "## What is unknown, and what would settle it", ""]
    lines += [f"- {_plain(fact.question)} {_settles(fact.moves)}" for fact in brief.unknown]
    lines += [] if brief.unknown else ["Nothing that would move the answer by itself."]
    lines += ["", "## First actions", ""]
    lines += [f"{place}. {_plain(_told(brief, action))}" for place, action in enumerate(brief.actions, 1)]
    lines += [] if brief.actions else ["None that stops anything."]
    if brief.rotate:
        names = ", ".join(f"{one.label} (opens {sum(one.opens.values())})" for one in brief.rotate)
        lines += ["", f"Rotate first: {_plain(names)}."]
    lines += ["", *(f"- {_plain(note)}" for note in (*_warned(brief), *scene.notes)), "", _plain(_footing(brief)), ""]
    return "\n".join(lines)


def brief_html(brief: Brief, editor: str | None = None) -> str:
    """Write a brief as one HTML page that prints on A4, asks for nothing, and runs nothing.

    Parameters
    ----------
    brief
        What it says.
    editor
        Where a query is run, so that a link leads there; none where no service is.
    """
    from markupsafe import Markup

    return (
        environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            title=_title(brief),
            what=_what(brief),
            average=_average(brief.before.expected),
            settles=_settles,
            told=partial(_told, brief),
            footing=_footing(brief),
            notes=(*_warned(brief), *brief.scene.notes),
            sparql=named_question(_named(brief)),
            editor=editor,
            style=Markup(_STYLE),  # noqa: S704 -- a constant of ours
            policy=POLICY,
        )
    )


def _title(brief: Brief) -> str:
    return f"{', '.join(brief.titles)}, lost in {brief.scene.mode}"


def _what(brief: Brief) -> str:
    scene, counts = brief.scene, brief.before.counts
    cause = "" if scene.threat is None else f" by {words(scene.threat)}"
    since = "nobody said since when" if brief.since is None else f"since {brief.since}"
    return (
        f"{', '.join(brief.titles)} fell{cause} ({scene.mode}), {since}: {counts['affected']:,} "
        f"{'component is' if counts['affected'] == 1 else 'components are'} affected, "
        f"{counts['possible']:,} possibly, and of {counts['unknown']:,} nobody can say."
    )


def _average(expected: Likelihood) -> str:
    return f"On average {expected.default:.1f} fall ({expected.low:.1f} to {expected.high:.1f})."


def _called(one: Contact) -> str:
    first = ", ".join(component.label for component in one.components[:_NAMED])
    counts = " | ".join(f"{one.counts[name]:,}" for name in ("affected", "possible", "unknown"))
    return f"| {_plain(one.label or 'nobody is named')} | {counts} | {_plain(first)} |"


def _settles(moves: tuple[int, int]) -> str:
    return f"If so, {moves[0]:,} {'stands' if moves[0] == 1 else 'stand'} otherwise; if not, {moves[1]:,}."


def _told(brief: Brief, action: Action) -> str:
    called = {**dict(zip(brief.scene.start, brief.titles, strict=True)), **brief.ends}
    stops, down = action.stops, action.takes_down
    return (
        f"{deed(action, called)}: stops {stops['affected']:,} affected and {stops['possible']:,} at least possible; "
        f"{_down(down)}."
    )


def _down(down: Down) -> str:
    counts, note = down.counts, f" ({down.note})" if down.note else ""
    if not any(counts.values()):
        return f"takes nothing down that is known{note}"
    names, more = ", ".join(one.label for one in down.first[:_NAMED]), counts["possible"] + counts["unknown"]
    return f"takes down {counts['affected']:,} and possibly {more:,} more, first {names}{note}"


def _warned(brief: Brief) -> tuple[str, ...]:
    return ("This starts at an invented example.",) if brief.scene.illustrative else ()


def _named(brief: Brief) -> Iterable[str]:
    """Give the components that a brief names, as it goes down the page."""
    yield from brief.scene.start
    for one in brief.call:
        yield from (component.component for component in one.components[:_NAMED])
    for fact in brief.unknown:
        yield from (fact.component,) if fact.edge is None else (fact.edge[0], fact.edge[2])
    for action in brief.actions:
        yield from (action.component,) if action.edge is None else (action.edge[0], action.edge[2])
        yield from (component.component for component in action.takes_down.first[:_NAMED])
    yield from (one.component for one in brief.rotate)


def _footing(brief: Brief) -> str:
    scene = brief.scene
    at = scene.supposed.at if scene.supposed is not None else None
    asof = "" if at is None else f" as of {at}"
    return f"Computed on revision {scene.revision}{asof}; every action was computed again with what it changes."


def _plain(text: str) -> str:
    r"""Take from a text what Markdown or HTML would read as markup.

    Examples
    --------
    >>> _plain("a | <b>*x*</b>\n# y")
    'a \\| &lt;b&gt;\\*x\\*&lt;/b&gt; \\# y'
    """
    escaped = re.sub(r"([\\`*_{}\[\]#|!~])", r"\\\1", " ".join(text.split()))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
