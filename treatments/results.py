"""What a clinic says about results, and how all of it is left out where it may only say what it offers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from .loading import ContentFile
from .schema.base import ClaimRef, Document, Prose, ResultsProse
from .schema.evidence import Claim, Claims
from .schema.treatment import Treatment

MARKED = re.compile(
    r"^::: results[ \t]*\n(?P<results>.*?)(?:^::: otherwise[ \t]*\n(?P<otherwise>.*?))?^:::[ \t]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
STRAY_MARK = re.compile(r"^:::.*$", re.MULTILINE)


def told(text: str) -> str:
    """Return a passage as it reads where results are told: without the marks, and without what stands in for them."""
    return _resolved(text, lambda found: found["results"])


def withheld(text: str) -> str:
    """Return a passage as it reads where results are withheld."""
    return _resolved(text, lambda found: found["otherwise"] or "")


def either(text: str) -> str:
    """Return everything a passage may say in one mode or the other, for rules of wording."""
    return _resolved(text, lambda found: f"{found['results']}\n{found['otherwise'] or ''}")


def stray_mark(text: str) -> re.Match[str] | None:
    """Return the first mark that belongs to no whole `::: results` … `:::`, or None."""
    return STRAY_MARK.search(MARKED.sub(lambda found: " " * len(found[0]), text))


def tells_of_results(claim: Claim) -> bool:
    """Whether a claim says, or lets a reader think, that the treatment helps or does not."""
    return claim.type in {"benefit", "comparison"} or claim.result == "for"


def are_told(documents: Iterable[Document]) -> bool:
    """Whether results may be told. One treatment of which only its availability may be told silences the whole site.

    A claim does not say which treatment it is about, and an advert is judged by everything around it.
    """
    modes = {each.claims_mode for each in documents if isinstance(each, Treatment)}
    return "availability-only" not in modes


def as_shown(files: Iterable[ContentFile]) -> tuple[ContentFile, ...]:
    """Return the files as readers are shown them: marks resolved, and results left out where they are withheld."""
    files = tuple(files)
    documents = [each.document for each in files]
    if are_told(documents):
        return tuple(replace(each, document=_telling(each.document)) for each in files)
    return without_results(files)


def without_results(files: Iterable[ContentFile]) -> tuple[ContentFile, ...]:
    """Return the files with everything about results left out, whatever the mode of the treatments."""
    files = tuple(files)
    claims = [claim for each in files if isinstance(each.document, Claims) for claim in each.document.claims]
    silence = _Silence(frozenset(each.id for each in claims if tells_of_results(each)))
    return tuple(replace(each, document=silence.of(each.document)) for each in files)


def _resolved(text: str, chosen: Callable[[re.Match[str]], str]) -> str:
    if ":::" not in text:
        return text
    return MARKED.sub(chosen, text).strip() + "\n" if MARKED.sub(chosen, text).strip() else ""


def _telling[M: BaseModel](model: M) -> M:
    return _rewritten(model, _told_leaf)


def _told_leaf(value: Any) -> Any:
    return type(value)(told(value)) if isinstance(value, Prose) and ":::" in value else value


def _rewritten[M: BaseModel](model: M, change: Callable[[Any], Any]) -> M:
    """Return a model with every value inside it changed; what stays as it was is not copied."""
    old = {name: getattr(model, name) for name in type(model).model_fields}
    new = {name: _walked(value, change) for name, value in old.items()}
    changed = {name: value for name, value in new.items() if value is not old[name]}
    return model.model_copy(update=changed) if changed else model


def _walked(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, BaseModel):
        return _rewritten(value, change)
    if isinstance(value, tuple):
        walked = tuple(_walked(each, change) for each in value)
        return value if all(one is other for one, other in zip(walked, value, strict=True)) else walked
    if isinstance(value, dict):
        return {key: _walked(each, change) for key, each in value.items()}
    return change(value)


@dataclass(frozen=True, slots=True)
class _Silence:
    """Leaves results out; `claims` are the ids of those that tell of results."""

    claims: frozenset[str]

    def of[M: BaseModel](self, model: M) -> M:
        """Return a model without what it says about results."""
        values = {name: self._value(getattr(model, name)) for name in type(model).model_fields}
        return model.model_copy(update=values)

    def _value(self, value: Any) -> Any:
        if isinstance(value, ResultsProse):
            return ResultsProse("")
        if isinstance(value, Prose):
            return Prose(withheld(value))
        if isinstance(value, BaseModel):
            return self.of(value)
        if isinstance(value, dict):
            return {key: self._value(each) for key, each in value.items()}
        if isinstance(value, tuple):
            return self._kept(value)
        return value

    def _kept(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        pairs = [(each, self._value(each)) for each in values if not self._is_withheld(each)]
        return tuple(after for before, after in pairs if not _emptied(before, after))

    def _is_withheld(self, value: Any) -> bool:
        if isinstance(value, ClaimRef):
            return value in self.claims
        return isinstance(value, Claim) and value.id in self.claims


def _emptied(before: Any, after: Any) -> bool:
    """Whether an entry of a list lost a passage of its own, or a whole list, and so says nothing any more."""
    if isinstance(before, Prose):
        return not after
    if not isinstance(before, BaseModel):
        return False
    own = [(getattr(before, name), getattr(after, name)) for name in type(before).model_fields]
    lost = [old for old, new in own if old and not new and not isinstance(old, ResultsProse)]
    return any(isinstance(old, Prose) or (isinstance(old, tuple) and not _are_refs(old)) for old in lost)


def _are_refs(values: tuple[Any, ...]) -> bool:
    return all(isinstance(each, ClaimRef) for each in values)
