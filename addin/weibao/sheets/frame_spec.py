"""What a tidy frame is: its columns, each with an ASCII key for code, a Chinese heading and the kind of value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a frame."""

    key: str
    heading: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class FrameSpec:
    """A frame: its Chinese name (file or sheet name of an export) and its columns in order."""

    title: str
    fields: tuple[Field, ...]


def fields(text: str) -> tuple[Field, ...]:
    """Columns from lines of “key heading [kind]”."""
    return tuple(Field(*line.split()) for line in text.strip().splitlines())
