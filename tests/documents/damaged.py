"""Documents as they come back broken, made from a sound one."""

from __future__ import annotations

from collections.abc import Callable

from weibao.documents.package import read_package, write_package


def locked(content: bytes) -> bytes:
    """Every part marked as encrypted."""
    changed = bytearray(content)
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + flag] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def torn(content: bytes) -> bytes:
    """The deflated bytes of one part overwritten."""
    changed = bytearray(content)
    at = changed.find(b"docProps/custom.xml") + len(b"docProps/custom.xml")
    changed[at : at + 40] = b"\xff" * 40
    return bytes(changed)


def half_written(content: bytes) -> bytes:
    """A property part that stops in the middle."""
    return write_package({**read_package(content), "docProps/custom.xml": b"<a"})


DAMAGES: dict[str, Callable[[bytes], bytes]] = {"locked": locked, "torn": torn, "half": half_written}
