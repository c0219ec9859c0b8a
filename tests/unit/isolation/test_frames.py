from __future__ import annotations

import inspect
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftershock import errors
from aftershock.isolation.frames import Frame, FrameError, error_frame, pack, raised, unpack

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def wire(*frames):
    return BytesIO(b"".join(piece for frame in frames for piece in pack(frame)))


@given(st.lists(st.tuples(st.dictionaries(st.text(), JSON), st.binary())))
def test_frames_arrive_as_they_were_sent(contents):
    sent = [Frame("call", header, payload, "a.b:c") for header, payload in contents]
    stream = wire(*sent)
    assert [unpack(stream.read, 1000) for _ in sent] == sent
    assert unpack(stream.read, 1000) is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\x00", "no length of a header"),
        (b"\xff\xff\xff\xff", "no length of a header"),
        (b"\x00\x00\x00\x02[", "not JSON"),
        (b"\x00\x00\x00\x02{}\x00", "payload is 0 bytes long"),
        (b"\x00\x00\x00\x02{}" + b"\xff" * 8, "1,000 is the limit"),
        (b"\x00\x00\x00\x02{}" + bytes(7) + b"\x05ab", "ends before its payload"),
        (b"\x00\x00\x00\x02{}" + bytes(8), "lacks a field"),
        (b'\x00\x00\x00\x0a{"odd": 1}' + bytes(8), "lacks a field, or has one too many"),
        (b"\x00\x00\x00\x02[]" + bytes(8), "lacks a field"),
    ],
)
def test_what_is_no_frame_is_refused(data, why):
    with pytest.raises(FrameError, match=why):
        unpack(BytesIO(data).read, 1000)


EXAMPLES = [
    errors.UnknownNameError("component", "registri", ["registry"]),
    errors.AmbiguousNameError("agent", "bot", ["https://a.example/bot", "https://b.example/bot"]),
    errors.DocumentError("it is too long", "page.txt", 5, "Autonomy"),
    errors.ValidationError("page.txt", ["one", "two"]),
    errors.ForbiddenQueryError("too long", too_large=True),
    errors.QueryError("no", 1, 2),
    errors.DeadlineError("the query", 10.0),
    errors.BusyError("full", 3),
    errors.StoreBusyError("process 7 writes"),
    errors.ModelError("odd"),
]


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_errors_arrive_with_class_sentence_and_fields(error):
    stream = wire(error_frame(error))
    again = raised(unpack(stream.read, 1000))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_every_class_of_error_can_be_told():
    for name in errors.__all__:
        kind = getattr(errors, name)
        assert inspect.isclass(kind)
        error = kind.__new__(kind)
        error.args = ("a sentence",)
        assert type(raised(error_frame(error))) is kind


@pytest.mark.parametrize("name", ["KeyError", "annotations", "Iterable", "", "os"])
def test_only_errors_of_ours_are_raised(name):
    with pytest.raises(FrameError, match="unknown class"):
        raised(Frame("error", {"message": "m", "fields": {}}, name=name))
