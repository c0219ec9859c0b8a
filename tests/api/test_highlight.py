"""The words behind claims are marked in the layer's own text, whatever way their spans lie."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aftershock.model.catalog import LayerClaim, LayerRecord
from aftershock_api.explorer.highlight import Piece, pieces

TEXT = "raising potential data exfiltration and poisoning concerns."


def claim(
    threat: str, start: int, end: int, *, polarity: str = "exposed", text: str = TEXT, offset: int = 0
) -> LayerClaim:
    return LayerClaim(threat, threat.title(), polarity, text[start:end], (start + offset, end + offset))  # type: ignore[arg-type] # one of the two polarities


def layer(*claims: LayerClaim, text: str = TEXT, offset: int = 0) -> LayerRecord:
    return LayerRecord(2, "Data", "stated", text, claims, (), offset)


def test_spans_that_overlap_are_cut_where_they_begin_and_end() -> None:
    found = pieces(layer(claim("exfiltration", 18, 35), claim("poisoning", 18, 49)))

    assert found == (
        Piece("raising potential "),
        Piece("data exfiltration", ("Exfiltration", "Poisoning"), "exposed"),
        Piece(" and poisoning", ("Poisoning",), "exposed"),
        Piece(" concerns."),
    )


def test_offsets_are_of_the_page() -> None:
    found = pieces(layer(claim("exfiltration", 18, 35, offset=500), offset=500))

    assert [piece.text for piece in found if piece.claims] == ["data exfiltration"]


def test_words_are_found_where_offsets_do_not_fit() -> None:
    found = pieces(layer(LayerClaim("x", "X", "mitigated", "data exfiltration", (3, 20))))

    assert [(piece.text, piece.polarity) for piece in found if piece.claims] == [("data exfiltration", "mitigated")]


def test_words_that_are_not_there_mark_nothing() -> None:
    assert pieces(layer(LayerClaim("x", "X", "exposed", "not these", (0, 9)))) == (Piece(TEXT),)


def test_what_is_exposed_outweighs_what_is_mitigated() -> None:
    found = pieces(layer(claim("a", 18, 35, polarity="mitigated"), claim("b", 18, 35)))

    assert [piece.polarity for piece in found if piece.claims] == ["exposed"]


def test_an_empty_layer_has_no_pieces() -> None:
    assert pieces(layer(text="")) == ()


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=6))
def test_pieces_join_to_the_text_and_no_two_neighbours_say_the_same(spans: list[tuple[int, int]]) -> None:
    claims = [claim(f"t{number}", *sorted(span)) for number, span in enumerate(spans) if span[0] != span[1]]

    found = pieces(layer(*claims))

    assert "".join(piece.text for piece in found) == TEXT
    for one in claims:
        assert "".join(piece.text for piece in found if one.label in piece.claims) == one.span
