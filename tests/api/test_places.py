"""Mitigations at places, typed wrongly: which half, what is allowed, what is nearest; asked here and over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from aftershock.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

HUB: Final = "modelslab-registry"
FORM: Final = "write MITIGATION@COMPONENT, or MITIGATION alone for wherever it helps"

UNKNOWN: Final = {
    "digest-pinning@modelslab-registri": (
        "in 'digest-pinning@modelslab-registri' the mitigation is 'digest-pinning', but no component is called "
        "'modelslab-registri'; did you mean 'modelslab-registry'"
    ),
    f"digest-pinning@{HUB}@1.0": (
        f"in 'digest-pinning@{HUB}@1.0' the mitigation is 'digest-pinning', but no component is called '{HUB}@1.0'; "
        f"did you mean '{HUB}'"
    ),
    f"digest-pining@{HUB}": (
        f"in 'digest-pining@{HUB}' no mitigation is called 'digest-pining'; did you mean 'digest-pinning'? {FORM}"
    ),
    "digest-pining@": (
        "in 'digest-pining@' no mitigation is called 'digest-pining'; did you mean 'digest-pinning'? "
        f"no component stands after '@' either; {FORM}"
    ),
    "digest-pining@zzzz": (
        "in 'digest-pining@zzzz' no mitigation is called 'digest-pining'; did you mean 'digest-pinning'? "
        f"no component is called 'zzzz'; {FORM}"
    ),
    "zzzz": f"no mitigation is called 'zzzz'; {FORM}",
}
WRONG: Final = {
    "digest-pinning@": f"'digest-pinning@' names no component after '@'; {FORM}, here 'digest-pinning'",
    f"@{HUB}": f"'@{HUB}' names no mitigation before '@', such as ",
    " @ ": "' @ ' names no mitigation before '@', such as ",
}


@pytest.mark.parametrize(("given", "said"), UNKNOWN.items())
def test_a_half_that_nothing_goes_by_is_told(
    knowledge_base: KnowledgeBase, client: httpx.Client, given: str, said: str
):
    with pytest.raises(UnknownNameError) as caught:
        knowledge_base.blast_radius(HUB, with_mitigations=[given], limit=0)
    assert str(caught.value).startswith(said)
    answer = client.get("/blast-radius", params={"component": HUB, "with-mitigation": given, "limit": 0})
    assert (answer.status_code, answer.json()["detail"]) == (404, str(caught.value))
    assert answer.json().get("suggestions", []) == list(caught.value.suggestions)


@pytest.mark.parametrize(("given", "said"), WRONG.items())
def test_a_half_that_is_missing_is_told(knowledge_base: KnowledgeBase, client: httpx.Client, given: str, said: str):
    with pytest.raises(UsageError) as caught:
        knowledge_base.blast_radius(HUB, with_mitigations=[given], limit=0)
    assert str(caught.value).startswith(said)
    assert FORM in str(caught.value)
    answer = client.get("/plans", params={"component": HUB, "with-mitigation": given, "budget": 1})
    assert (answer.status_code, answer.json()["detail"]) == (400, str(caught.value))


@pytest.mark.parametrize("given", [f"@{HUB}", "@zzzz", ""])
def test_what_would_do_instead_does(knowledge_base: KnowledgeBase, given: str):
    with pytest.raises(UsageError) as caught:
        knowledge_base.blast_radius(HUB, with_mitigations=[given], limit=0)
    instead = str(caught.value).partition("such as '")[2].partition("'")[0]
    assert instead.endswith(f"@{HUB}") == (given == f"@{HUB}"), "only a component that there is, is proposed"
    supposed = knowledge_base.blast_radius(HUB, with_mitigations=[instead], limit=0).supposed
    assert supposed is not None
    assert len(supposed.with_mitigations) == 1


def test_signs_within_the_halves_are_theirs(knowledge_base: KnowledgeBase):
    with pytest.raises(UnknownNameError, match=r"no component is called 'pkg:pypi/nowhere@1.0@2.0'"):
        knowledge_base.blast_radius(HUB, with_mitigations=["digest-pinning@pkg:pypi/nowhere@1.0@2.0"], limit=0)
    release = next(item.iri for item in knowledge_base.components("pkg:", limit=1000).items if "@" in item.iri)
    supposed = knowledge_base.blast_radius(HUB, with_mitigations=[f"digest-pinning@{release}"], limit=0).supposed
    assert supposed is not None
    assert supposed.with_mitigations[0][1] == release
