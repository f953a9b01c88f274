"""Texts and pages as the tables hold them: small. A page is packed with its own text as the dictionary, since it is little
more than that. What an earlier version stored is read as well: plain texts, and pages packed by themselves."""

import zlib
from sqlite3 import Connection

_WINDOW = 32_768
"""Bytes of a dictionary that zlib looks back on."""
_HAS_DICTIONARY = 0x20
"""In the second byte of what zlib writes (RFC 1950, 2.2)."""


def pack(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpack(stored: str | bytes) -> str:
    if isinstance(stored, str):
        return stored
    return zlib.decompress(stored).decode("utf-8", "surrogatepass")


def pack_page(html: str, text: str) -> bytes:
    packer = zlib.compressobj(zdict=_dictionary(text))
    return packer.compress(html.encode("utf-8", "surrogatepass")) + packer.flush()


def unpack_page(stored: bytes, text: str) -> str:
    has_dictionary = len(stored) > 1 and stored[1] & _HAS_DICTIONARY
    unpacker = zlib.decompressobj(zdict=_dictionary(text)) if has_dictionary else zlib.decompressobj()
    return (unpacker.decompress(stored) + unpacker.flush()).decode("utf-8", "surrogatepass")


def teach(connection: Connection) -> None:
    """Let SQL read packed texts: ``unpacked(text)``."""
    connection.create_function("unpacked", 1, unpack, deterministic=True)


def _dictionary(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")[-_WINDOW:] or b"<p>"
