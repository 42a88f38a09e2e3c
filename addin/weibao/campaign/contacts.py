"""Whom the units wrote on 填报说明, as the history keeps it: compared with the next round's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.campaign.history import Kind, current, pack, unpack
from weibao.campaign.history_privacy import kept
from weibao.compute.returns import People

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.campaign.situation import Situation
    from weibao.campaign.store import Store


def contact_facts(situation: Situation, scope: str, names: Mapping[str, str]) -> dict[str, str]:
    """By `scope` and the unit's name whom it wrote, without telephones; units that wrote nobody are left out."""
    people = {unit: item.people for unit, item in situation.collected.submissions.items() if unit in names}
    return {
        f"{scope}{names[unit]}": pack(head=kept(who.head), deputy=kept(who.deputy), officer=kept(who.contact))
        for unit, who in people.items()
        if who.head or who.deputy or who.contact
    }


def known_contacts(store: Store) -> dict[tuple[int, str], People]:
    """The same by (round, unit's name)."""
    found = {}
    for key, value in current(store, Kind.CONTACT).items():
        number, _, unit = key.partition("/")
        head, deputy, officer = (str(unpack(value).get(role, "")) for role in ("head", "deputy", "officer"))
        found[int(number), unit] = People(head=head, deputy=deputy, officer=officer)
    return found
