"""Negotiation, against the rules and examples of RFC 9110."""

from __future__ import annotations

import pytest

from aftershock_api.negotiation import Offer, choose, parse_accept, weight

JSON = Offer("json", "application/sparql-results+json")
PLAIN = Offer("plain", "application/json")
XML = Offer("xml", "application/sparql-results+xml")
CSV = Offer("csv", "text/csv")
HTML = Offer("html", "text/html")
JSON_LD = Offer("jsonld", "application/ld+json")
ALL = (JSON, PLAIN, XML, CSV, HTML, JSON_LD)
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/*", CSV),
        ("text/csv", CSV),
        ("TEXT/CSV", CSV),
        (FIREFOX, HTML),
        ("application/sparql-results+xml;q=0.5, text/csv;q=0.4", XML),
        ("application/sparql-results+xml;q=0.4, text/csv;q=0.5", CSV),
        ("application/sparql-results+json;q=0, */*", PLAIN),
        ("application/*;q=0, */*", CSV),
        ("application/*;q=0, application/json, */*;q=0.1", PLAIN),
        ("text/csv;q=0.3, text/html;q=0.3", CSV),
        ("text/csv;charset=utf-8", CSV),
        ('text/csv;charset="UTF-8";q=0.7, text/html;q=0.2', CSV),
        ("text/csv;header=absent, text/html;q=0.2", HTML),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/csv;q=0", None),
        ("text/csv;q=2", None),
        ("text/html, image/gif, *; q=.2, */*; q=.2", HTML),
        ("image/gif, */*; q=.2", JSON),
        ("rubbish", None),
        ("text/csv;no value, text/html;q=0.1", HTML),
        ("text/html;q=0.1, rubbish, ;;,", HTML),
        ('application/json;profile="a,b;c", text/html;q=0.5', HTML),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded", text/html;q=0.5', JSON_LD),
        ("application/ld+json;version=2, text/html;q=0.5", HTML),
    ],
)
def test_the_heaviest_acceptable_form_wins(accept: str | None, expected: Offer | None) -> None:
    assert choose(accept, ALL) == expected


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [("text/html", 0.7), ("text/plain", 0.3), ("image/jpeg", 0.5), ("text/html;level=1", 0.3)],
)
def test_the_most_specific_range_gives_the_weight(media_type: str, expected: float) -> None:
    ranges = parse_accept("text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5")

    assert weight(ranges, media_type) == expected


def test_a_type_is_text_with_a_charset_and_otherwise_bare() -> None:
    assert (CSV.content_type, JSON.content_type) == ("text/csv; charset=utf-8", "application/sparql-results+json")


def test_a_long_header_is_read_no_further_than_it_deserves() -> None:
    assert choose("x/y," * 100_000 + "text/csv", ALL) is None
