"""``replay`` as people run it."""

from __future__ import annotations

import json
import re


def test_a_replay_is_readable(ask):
    done = ask("replay", "tj-actions-2025")
    assert done.status == 0, done.err
    assert done.out.startswith("tj-actions/changed-files: a build action poisoned by way of another, March 2025\nfrom ")
    assert "starts at spotbugs-maintainer-token in confidentiality, 2024-12-06T00:00:00Z\n" in done.out
    assert "\n2025-03-11T18:42:00Z  The tag v1 of reviewdog/action-setup points at a bad commit (BadRelease" in done.out
    assert "  names reviewdog/action-setup@v1, which is affected\n" in done.out
    assert "  new: spotbugs-repository (SourceRepository) affected since 2024-12-06T00:00:00Z\n" in done.out
    assert " more (--format json gives all)\n" in done.out  # an estate that is there too uses the bad release
    assert "\nby the end of the window: " in done.out
    assert re.search(r"\nsaid in public\n  hours in which .+: 24 \(.+\) to 72 \(.+\)\n    The high end is", done.out)
    assert re.search(r"\n  repositories .+: 218 \([^()]+\)\n", done.out)
    assert re.search(
        r"\n    The replay has \d+ of class Build, sources say 218: \d+ fewer, as the graph holds only", done.out
    )


def test_a_replay_has_the_promised_keys(ask):
    answer = json.loads(ask("replay", "xz-2024", "--format", "json").out)
    assert {"scenario", "window", "starts", "steps", "counts", "by_class", "figures", "notes"} <= answer.keys()
    assert {"label", "not_before", "not_after", "as_of", "named", "counts", "by_class", "new"} <= answer["steps"][
        0
    ].keys()
    assert {"low", "high", "said_low", "said_high", "class", "difference"} <= answer["figures"][0].keys()


def test_a_replay_that_supposes_tells_the_difference_at_each_event(ask):
    asked = ("replay", "xz-2024", "--without-rule", "source-integrity", "--with-mitigation", "digest-pinning")
    text = ask(*asked).out
    assert "\nwithout the rule source-integrity\n" in text
    assert re.search(r"\n  by then 1 affected, 0 possible, 0 unknown; on average 0\.\d \(0\.0 to 0\.\d\)\n", text)
    assert re.search(r"\n  as things are: 3 affected, 0 possible, 0 unknown; on average 1\.\d ", text)
    assert "\n    debian-ssh-server: affected -> stands\n" in text
    assert re.search(r"\nas things are: 7 affected, 0 possible, 0 unknown; on average 3\.\d ", text)
    assert "on average" not in ask(*asked, "--no-likelihood").out
    assert "as things are" not in ask("replay", "xz-2024", "--no-likelihood").out
    refused = ask(*asked, "--at", "2024-03-01")
    assert (refused.status, refused.err.startswith("aftershock: replay takes no at: a scenario says")) == (2, True)


def test_scenarios_are_listed(ask):
    listed = json.loads(ask("replay", "--list", "--format", "json").out)
    assert [one["slug"] for one in listed][:3] == ["hub-cross-tenant-2024", "hub-models-2024", "xz-2024"]
    assert "xz-2024                2024-02-24  2024-03-30  9 " in ask("replay", "--list").out
    for wrong in (("replay",), ("replay", "xz-2024", "--list")):
        done = ask(*wrong)
        assert (done.status, done.err) == (2, "aftershock: give either a scenario or --list, which names all\n")
    assert "xz-2024" in ask("replay", "xz-2042").err
