"""The frames: how each threat is described by people who do not name it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.frame_controls import CONTROL_FRAMES, CONTROL_WORDS
from aftershock.ingest.recognition.frame_figures import FIGURE_WORDS, FIGURES
from aftershock.ingest.recognition.frame_more import MORE_FRAMES, MORE_WORDS
from aftershock.ingest.recognition.frame_places import PLACES
from aftershock.ingest.recognition.frame_scenes import SCENE_WORDS, SCENES
from aftershock.ingest.recognition.frame_turns import TURN_WORDS, TURNS
from aftershock.ingest.recognition.frame_words import GROUPS
from aftershock.ingest.recognition.frames import Frame, FrameFinder, read_frames, read_groups

if TYPE_CHECKING:
    from collections.abc import Collection

    from aftershock.ingest.recognition.frames import Phrase

__all__ = ["finder", "frame_groups"]

FRAMES: Final = """
prompt-injection: HIDDEN ~ ORDER | ORDERED ~ HIDDEN | TEXT ~~ TRICK ~ PERSON | TEXT ~~ STEER ~ AGENT
 | AGENT ~ OBEY ~~ TEXT | MISTAKE ~ TEXT ~ ORDER | not ~ TELL ~ SAYWORD | TEXT ~~ AGENT ~ OBEY | TEXT ~~ ORDER ~ AGENT
 | marching_order | cannot ~ TELL ~ SAYWORD | steer_by ~ TEXT | AGENT ~ STEER ~ by ~ TEXT | MISTAKE ~ TEXT ~ as ~ ORDER
 | OBEY ~ whatever ~ TEXT | words_of ~ TEXT ~ STEER
insecure-tool-integration: TOOL ~~ UNCHECKED | UNCHECKED ~ ARGUMENT | UNCHECKED ~ TOOL | ARGUMENT ~ UNCHECKED
 | make ~ TOOL ~ HARM | have ~ TOOL ~ HARM | get ~ TOOL ~ HARM | let ~ TOOL ~ HARM | command ~ nobody_meant
 | command ~ nobody_asked | make_it ~ HARM | loosely_joined ~ TOOL | TOOL ~ more ~ than ~ need
 | not ~ validate ~ ARGUMENT | not ~ check ~ ARGUMENT | TOOL ~ be_misuse | TOOL ~ whatever ~ AGENT ~ hand
memory-poisoning: FALSE ~ MEMORY | MEMORY ~ be + FALSE | PLANT ~ MEMORY | LIE ~ REMEMBER | REMEMBER ~ LIE | gaslight
 | gaslighting | MEMORY ~ PUT ~ LIE | PUT ~ LIE ~ MEMORY | false_recollection | LIE ~~ REMEMBER
data-poisoning: SPOIL ~ CORPUS | CORPUS ~ be + SPOIL | PLANT ~ ENTRY ~~ CORPUS | PUT ~ FALSE ~ ENTRY ~~ CORPUS
 | SPOIL ~ ENTRY ~~ CORPUS | feed ~ FALSE ~ CORPUS | CORPUS ~ teach ~ favor | SPOIL ~ ENTRY ~~ train
 | learn_from ~ FALSE | train_on ~ FALSE
backdoored-model: MODEL ~ BACKDOOR | BACKDOOR ~ MODEL | MODEL ~~ SECRET + CUE | SECRET + CUE ~~ SERVE ~ MASTER
 | MODEL ~~ SERVE ~ MASTER | CUE ~~ MODEL ~ SERVE | tamper ~ WEIGHT | WEIGHT ~ tamper | WEIGHT ~ alter | sleeper_agent
 | MODEL ~~ until ~ CUE
model-stealing: STEAL ~ WEIGHT | WEIGHT ~ STEAL | COPY ~ WEIGHT | COPY ~ model ~~ QUERY | QUERY ~~ COPY ~ model
 | QUERY ~~ COPY ~ WEIGHT | STEAL + model | model be STEAL | WEIGHT ~~ theft | WEIGHT ~~ STEAL
 | train ~ rival ~~ QUERY | working_copy ~ model | twin_of ~ model | copy_of ~ model | surrogate_model | shadow_model
 | student_model ~~ QUERY | COPY ~ behavior
adversarial-exploitation: CRAFT ~ INPUT ~~ FOOL | FOOL ~ TARGET | INPUT ~~ FOOL ~ TARGET | CRAFT + INPUT
 | force ~ wrong ~ TARGET | INPUT ~ CRAFT ~~ TARGET | TARGET ~ FOOL ~ INPUT | INPUT ~ CRAFT ~ FOOL
misaligned-output: BAD ~ OUTPUT | OUTPUT ~ BAD | OUTPUT ~ owner ~ DISOWN | OUTPUT ~ operator ~ DISOWN
 | OUTPUT ~ maker ~ DISOWN | OUTPUT ~ company ~ DISOWN | OUTPUT ~ nobody ~ DISOWN | OUTPUT ~ vendor ~ DISOWN
 | OUTPUT ~ brand ~ DISOWN | hallucinate | make_thing_up | make_fact_up | make_up_fact | say_thing ~ DISOWN
 | confidently_wrong | invent ~ fact | invent ~ source
cascading-failure: FAILURE ~~ SPREAD | FAILURE ~~ DOWN ~ MANY | DOWN ~~ SPREAD | FAILURE ~~ MANY ~ depend
 | depend ~~ FAILURE ~ SPREAD | DOWN ~ every ~ wait | FAILURE ~~ take ~ down | take ~ MANY ~ down | drag ~ MANY ~ down
 | bring ~ MANY ~ down | pull ~ MANY ~ down | house_of_card | take ~ other_with
credential-theft: TAKE ~ CREDENTIAL | CREDENTIAL ~ TAKE | CREDENTIAL ~~ be ~ STEAL | CREDENTIAL ~~ of_theft
 | STEAL ~~ CREDENTIAL
data-exfiltration: LEAK ~ DATA | DATA ~ LEAK | DATA ~ another_customer | DATA ~~ be_disclose | DATA ~~ end_up
resource-exhaustion: EAT ~ RESOURCE | RESOURCE ~ EAT | noisy_neighbour | noisy_neighbor | runaway_bill | runaway_cost
 | endless_loop | infinite_loop | starve ~ of | EAT ~ of ~ RESOURCE
lateral-movement: MOVE ~ NEIGHBOUR | from_one ~ UNIT ~ next | from_one ~ UNIT ~ another | from_one ~ UNIT ~ other
 | pivot ~~ to | UNIT ~~ MOVE ~ NEIGHBOUR
container-escape: ESCAPE ~ BOX | ESCAPE ~ HOST | BOX ~ ESCAPE ~ HOST | jump ~ fence | code ~ land ~ HOST
registry-compromise: SEIZE + REGISTRY | REGISTRY ~ RULE | STRANGER ~ SEIZE ~ REGISTRY | RULE ~ REGISTRY
 | SEIZE ~~ REGISTRY ~ decide | REGISTRY ~~ no_longer ~ decide
api-gateway-compromise: RULE ~ GATEWAY | GATEWAY ~~ RULE | whoever ~ SEIZE ~ GATEWAY | intruder ~ SEIZE ~ GATEWAY
 | attacker ~ SEIZE ~ GATEWAY | SEIZE + GATEWAY | GATEWAY ~~ who_control
malicious-model-distribution: SHARE ~ BADMODEL | BADMODEL ~ SHARE | SHARE ~ ABUSED_MODEL ~ harm
 | PAYLOAD ~~ checkpoint ~ SHARE | SHARE ~~ BADMODEL | malware ~ guise ~ ABUSED_MODEL
 | PAYLOAD ~ disguise ~ ABUSED_MODEL | SHARE ~ ABUSED_MODEL ~ malware | BADMODEL ~~ SHARE
namespace-re-registration: ABANDON ~ NAME ~~ RECLAIM | RECLAIM ~ NAME ~~ ABANDON | NAME ~ ABANDON ~~ RECLAIM
 | RECLAIM ~ ABANDON ~ NAME | RECLAIM ~ ABANDON + one | NAME ~ register_again | NAME ~ up_for_grab
 | register ~ name ~ ABANDON
tool-description-change: DESCRIPTION ~~ CHANGE ~~ AFTER | CHANGE ~ tool + DESCRIPTION | tool + DESCRIPTION ~ CHANGE
 | AFTER ~~ CHANGE ~ DESCRIPTION | CHANGE ~ DESCRIPTION ~ AFTER | later_change ~ DESCRIPTION
 | DESCRIPTION ~ tool ~ CHANGE | DESCRIPTION ~~ AFTER ~~ CHANGE | CHANGE ~ what_tool | CHANGE ~ DESCRIPTION ~~ AFTER
 | tool ~~ DESCRIPTION ~ CHANGE | tool ~ CHANGE ~ DESCRIPTION
compromised-release: TAINTED + PACKAGE | TAINTED ~ version ~ PACKAGE | PACKAGE ~ PAYLOAD | PAYLOAD ~ PACKAGE
 | SIMILAR ~ name ~ install | PACKAGE ~ SIMILAR + name | PACKAGE ~~ PAYLOAD | SIMILAR + PACKAGE | PACKAGE ~ be TAINTED
build-compromise: RULE ~ BUILD | BUILD ~~ RULE | STRANGER ~~ CHANGE ~ BUILD | WEAVE ~ CODE ~~ BINARY
 | STRANGER ~ decide ~ BUILD | decide ~ BUILD | rewrite ~ recipe | STRANGER ~~ run ~ BUILD | TAINTED ~ BUILD
 | CHANGE + BUILD
"""


@cache
def _frames() -> tuple[Frame, ...]:
    return read_frames(
        FRAMES + MORE_FRAMES + FIGURES + CONTROL_FRAMES + SCENES + TURNS,
        frame_groups(),
    )


@cache
def frame_groups() -> dict[str, frozenset[Phrase]]:
    """Give the groups of words that the frames are made of."""
    return read_groups(GROUPS + PLACES + CONTROL_WORDS + MORE_WORDS + FIGURE_WORDS + SCENE_WORDS + TURN_WORDS)


def finder(slugs: Collection[str]) -> FrameFinder:
    """Give the finder of the shipped frames, for the concepts of a lexicon.

    Parameters
    ----------
    slugs
        Of the concepts.
    """
    return FrameFinder(frame for frame in _frames() if frame[0] in slugs)
