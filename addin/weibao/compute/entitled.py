"""Who may do something by holding one of some posts on a day, as far as 成员名册 and 成员变动 tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.members import asked_units, holders
from weibao.compute.setting_values import names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from weibao.compute.office import Office
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Post, Rulebook


class Entitled:
    """Those who hold one of these posts on a day; whoever left only later held it on that day."""

    def __init__(
        self, rulebook: Rulebook, settings: Settings, office: Office, posts: Sequence[str], day: date | None
    ) -> None:
        own = [post for post in rulebook.posts if f"{post.body}{post.name}" in posts]
        typed = {name for post in own for name in names(settings.texts.get(post.setting, ""))}
        held = {name for post in own for name in holders(office, post)}
        left = {
            name
            for change in office.changes
            if f"{change.body}{change.post}" in posts and not (change.changed and day and change.changed < day)
            for name in names(change.old)
        }
        self.names = {bare(name) for name in held | typed | left}
        self._known = bool(own) and all(_is_filled(rulebook, office, post, typed) for post in own)
        self._others = {bare(name) for member in office.roster for name in names(member.name)} - self.names

    def excludes(self, who: str) -> bool:
        """Whether none of those named may: the posts are all filled by others, or somebody has another post."""
        named = {bare(name) for name in names(who)}
        if not named or named & self.names or not self.names:
            return False
        return self._known or named <= self._others

    def includes(self, who: str) -> bool:
        """Whether one of those named is known to hold one of the posts."""
        return any(bare(name) in self.names for name in names(who))


def _is_filled(rulebook: Rulebook, office: Office, post: Post, typed: set[str]) -> bool:
    """Whether 成员名册 names everybody who ought to hold a post."""
    own = {
        member.unit for member in office.roster if (member.body, member.post) == (post.body, post.name) and member.name
    }
    asked = asked_units(rulebook, post)
    settled = bool(post.setting and typed and post.seats == 1)
    return settled or (set(asked) <= own if asked else bool(own))


def bare(name: str) -> str:
    """A name without the blanks that make two characters as wide as three."""
    return "".join(name.split())
