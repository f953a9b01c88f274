"""Export again into a file that is there: blocks are renewed, and what the person wrote stays."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from desktop.formats.markdown_blocks import (
    Block,
    BlockFile,
    checksum,
    is_taken,
    parse,
    same_comment,
    same_tags,
)

Record = Mapping[str, Any]
_KEY = re.compile(r"^(?P<key>[^\s#'\"\[{:-][^:\n]*|'[^']*'|\"[^\"]*\"):(?=\s|$)")


def updated(former: str, fresh: str) -> str:
    """The file as it is to be. A block that holds edits which the library does not have yet stays as it is, with what
    was exported before, so that they can still be brought back."""
    old, new = parse(former), parse(fresh)
    blocks = {(block.kind, block.uid): block for block in new.blocks}
    records = dict(new.records)
    parts: list[str | Block] = []
    for part in old.parts:
        if not isinstance(part, Block):
            parts.append(part)
            continue
        renewed = blocks.get((part.kind, part.uid))
        if is_pending(part, old.records.get(part.uid), new.records.get(part.uid)):
            parts.append(part)
            if part.uid in old.records and part.kind != "article":
                records[part.uid] = old.records[part.uid]
        elif renewed:
            parts.append(renewed)
    _insert(parts, new.parts)
    front, told = _front(old, new)
    for uid, tags in told.items():
        records[uid] = {**records[uid], "tags": tags}
    return BlockFile(front, parts, records).text()


def with_sums(text: str) -> str:
    """A fresh file whose data also tells how each block looked, and its front matter."""
    file = parse(text)
    records = {uid: dict(record) for uid, record in file.records.items()}
    for block in file.blocks:
        if block.uid in records:
            records[block.uid]["frame"] = block.frame
    for block in file.blocks:
        if block.kind == "article" and file.front is not None and block.uid in records:
            records[block.uid]["front"] = {key: checksum(lines) for key, lines in _keys(file.front).items()}
            break
    return BlockFile(file.front, [_spaced(part) for part in file.parts], records).text()


def is_pending(block: Block, exported: Record | None, present: Record | None) -> bool:
    """Whether a block holds edits that the library does not have."""
    if exported and exported.get("frame") != block.frame:
        return True
    if block.kind == "article":
        return exported is None
    known = [record for record in (exported, present) if record is not None]
    if block.kind != "note" and not any(same_tags(one.get("tags", ()), block.tag_words) for one in known):
        return True
    return not any(_shows(str(one.get("comment", "")), block.comment) for one in known)


def _shows(told: str, comment: str | None) -> bool:
    return comment is None or same_comment(told, comment) or is_taken(told, comment)


def _insert(parts: list[str | Block], fresh: Sequence[str | Block]) -> None:
    """Blocks that are new come after those that they follow in a fresh file, with the words between."""
    there = {(part.kind, part.uid): place for place, part in enumerate(parts) if isinstance(part, Block)}
    after = -1
    between: list[str] = []
    for part in fresh:
        if isinstance(part, str):
            between.append(part)
            continue
        place = there.get((part.kind, part.uid))
        if place is None:
            text = "\n".join(between)
            if text.strip() and any(isinstance(one, str) and text.strip() in one for one in parts):
                text = ""
            added: list[str | Block] = [text if text.strip() else "", part]
            at = after + 1 if after >= 0 else len(parts)
            parts[at:at] = added
            there = {key: old + len(added) if old >= at else old for key, old in there.items()}
            place = at + 1
        after = place
        between = []


def _spaced(part: str | Block) -> str | Block:
    """What ``if`` and ``for`` of a template leave behind are no paragraphs."""
    return part if isinstance(part, Block) else re.sub(r"\n{3,}", "\n\n", part)


def _front(old: BlockFile, new: BlockFile) -> tuple[str | None, dict[str, list[str]]]:
    """The front matter with the person's own keys, and with what they changed of ours; the tags of the article that
    a later reading is to compare with, where the file holds others than the library."""
    if old.front is None or new.front is None:
        return (new.front if old.front is None else old.front), {}
    theirs, ours = _keys(old.front), _keys(new.front)
    uid = next((block.uid for block in new.blocks if block.kind == "article"), "")
    exported = old.records.get(uid, {})
    sums = exported.get("front", {})
    kept: dict[str, list[str]] = {}
    lines = []
    for key, text in theirs.items():
        own = key not in sums and key not in ours
        changed = key in sums and sums[key] != checksum(text)
        if key == "tags" and changed and uid in new.records:
            if same_tags(new.records[uid].get("tags", ()), _listed(text)):
                changed = False
            else:
                kept[uid] = list(exported.get("tags", ()))
        if own or changed or (key in ours and key not in sums):
            lines.append(text)
        elif key in ours:
            lines.append(ours[key])
    lines += [text for key, text in ours.items() if key not in theirs and key not in sums]
    return "".join(lines), kept


def _keys(front: str) -> dict[str, str]:
    """The lines of each key at the top level; what stands before the first under an empty name."""
    found: dict[str, str] = {}
    key = ""
    for line in front.splitlines(keepends=True):
        if named := _KEY.match(line):
            key = named["key"].strip().strip("'\"")
        found[key] = found.get(key, "") + line
    return found


def _listed(text: str) -> list[str]:
    try:
        told = next(iter(yaml.safe_load(text).values()))
    except (yaml.YAMLError, AttributeError, StopIteration):
        return []
    return [str(one) for one in (told if isinstance(told, list) else [told]) if one]
