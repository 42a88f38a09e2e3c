"""What each kind of record may hold: the format of FORMAT.md as data.

Keys are the names of the model's fields, so that a checked table becomes a record without another list of names.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from weibao.rulebook.rule_records import CONTACTS
from weibao.rulebook.tables import Spec, optional, required

KEY = r"[a-z][a-z0-9_]*"
FOLDER_NAME = r'[^\\/:*?"<>|\s]+'  # names of units and short titles of indicators name folders, on Windows as well
FACTS = ("score_step", "full", "veto_years", "row_deadline", "veto_effects")
RULE_PREFIX = MappingProxyType(
    {
        "scoring": "S",
        "system": "W",
        "document": "F",
        "safeguard": "B",
        "organisation": "O",
        "duty": "Z",
        "principle": "Y",
        "goal": "G",
    }
)

PAPERS = ("member_notice", "liaison_letter")  # what may go with a change of persons

META: Spec = {
    "id": required(str, pattern=KEY),
    "version": required(str),
    "follows": optional(str, ""),
    "title": required(str),
    "document": required(str),
    "issuer": required(str),
    "issued": required(date),
    "region": required(str),
    "score_step": required(Decimal),
    "full": required(Decimal),
    "veto_years": required(int),
    "row_deadline": required(str),
    "places": required(list),
    "coverage_from": required(str),
    "coverage_until": optional(str, ""),
    "group": optional(dict, None),
    "veto_effects": required(list, of=dict),
    "categories": required(list, of=dict),
    "facts": required(list, of=dict),
}

CITATION: Spec = {
    "source": optional(dict, None),
    "more": optional(list, (), of=dict),
    "assumption": optional(str, ""),
}

SOURCE: Spec = {"place": required(str), "item": required(str), "quote": optional(str, "")}

GROUP: Spec = {"id": required(str, pattern=r"[A-Z]+"), "name": required(str), "aliases": optional(list, ())}

CATEGORY: Spec = {"id": required(str, pattern=r"C\d{2}"), "name": required(str), "full": required(Decimal)}

VETO_EFFECT: Spec = {
    "at_least": required(int),
    "verdict": required(str, choices=("cautious", "not_recommended")),
    "label": required(str),
}

FACT: Spec = {"id": required(str, choices=tuple(key for key in META if key != "facts")), "title": required(str)}

UNIT: Spec = {
    "id": required(str, pattern=r"[DT]\d{2}"),
    "name": required(str, pattern=FOLDER_NAME),
    "formal": required(str),
    "kind": required(str, choices=("department", "town")),
    "aliases": required(list),
    "duty_order": optional(int, None),
    "duty_heading": optional(str, ""),
    "duties": optional(str, ""),
}

INDICATOR: Spec = {
    "id": required(str, pattern=r"I\d{2}"),
    "topic": required(str, pattern=r"\S+"),
    "title": required(str, pattern=FOLDER_NAME),
    "standard": required(str),
    "full": required(Decimal),
    "lead": required(list),
    "co": required(list),
    "units_as_written": required(str),
    "aggregation": required(dict),
    "recurrence": optional(str, ""),
    "window": optional(str, ""),
}

AGGREGATION: Spec = {
    "stated": required(str, choices=("lowest",)),
    "group": required(str, choices=("mean", "lowest")),
    "cap": required(str, choices=("mean", "none")),
    "round": required(str, choices=("down", "nearest")),
}

VETO: Spec = {
    "id": required(str, pattern=r"V\d+"),
    "title": required(str),
    "text": required(str),
    "lead": required(list),
    "co": required(list),
    "units_as_written": required(str),
    "dated": required(bool),
}

TASK: Spec = {
    "id": required(str, pattern=r"K\d{2}"),
    "group": required(str),
    "title": required(str),
    "text": required(str),
    "links": required(list, of=dict),
}

LINK: Spec = {"indicator": required(str), "shared": optional(str, ""), "assumption": optional(str, "")}

PHASE: Spec = {
    "id": required(str, pattern=r"P\d+"),
    "name": required(str),
    "start": required(date),
    "end": optional(date, None),
    "text": required(str),
}

MILESTONE: Spec = {
    "id": required(str, pattern=r"P\d+\.\d+"),
    "phase": required(str),
    "title": required(str),
    "deliverable": required(str, empty=True),
    "who": required(str),
    "kind": required(str, choices=("deadline", "period", "open")),
    "start": optional(date, None),
    "end": optional(date, None),
    "recheck": optional(date, None),
}

MEETING: Spec = {
    "id": required(str, pattern=r"N\d+"),
    "name": required(str),
    "body": required(str),
    "per_year": optional(int, None),
    "frequency": required(str),
    "purpose": required(str, empty=True),
    "convener": required(str, empty=True),
    "agenda": required(str, empty=True),
    "attendance": required(str, empty=True),
    "minutes": required(str, empty=True),
    "distribution": required(str, empty=True),
    "chairs": optional(list, ()),
    "signers": optional(list, ()),
    "agenda_by": optional(list, ()),
    "agenda_if_needed": optional(bool, False),
    "papers_by": optional(list, ()),
    "by_right": optional(list, ()),
    "everybody": optional(bool, False),
    "copies": optional(list, ()),
    "copies_towns": optional(str, "", empty=True),
    "reported": optional(bool, False),
}

# Kinds of documents that tell what came of a piece of work.
WORK_PAPERS = ("survey_report", "study_report", "bulletin")
WORK_SYSTEM: Spec = {
    "id": required(str, pattern=r"ZD\d+"),
    "name": required(str),
    "result": required(str),
    "must": required(bool),
    "to": required(str, empty=True),
    "who": required(str, empty=True),
    "paper": optional(str, "", choices=WORK_PAPERS),
    "beside": optional(str, "rows", choices=("rows", "register", "supervision")),
}

RULE: Spec = {
    "id": required(str, pattern=rf"[{''.join(RULE_PREFIX.values())}]\d+"),
    "kind": required(str, choices=tuple(RULE_PREFIX)),
    "title": required(str),
    "text": required(str),
    "actor": required(str, empty=True),
    "effect": optional(str, "", empty=True),
}

REQUIREMENT: Spec = {
    "id": required(str, pattern=r"R\d{2}"),
    "indicator": required(str),
    "subject": required(str),
    "measure": required(str),
    "comparison": required(str, choices=("=", ">=", "<=", ">", "<", "is")),
    "threshold": required(object),
    "unit": required(str, empty=True),
    "period": required(str, empty=True),
    "data": required(str),
    "ladder": required(str),
    "kind": required(str, choices=("hard", "derived", "param")),
}

EVIDENCE: Spec = {
    "id": required(str, pattern=r"I\d{2}\.\d+"),
    "indicator": required(str),
    "text": required(str),
    "type": required(str),
    "named": required(bool),
}

MATERIAL_TYPE: Spec = {
    "id": required(str, pattern=r"M\d{2}"),
    "name": required(str),
    "fields": required(str, empty=True),
    "seal": required(str, empty=True),
    "numbered": required(bool),
}

DOCUMENT: Spec = {
    "id": required(str, pattern=KEY),
    "title": required(str),
    "issuer": optional(str, "office", choices=("office", "group")),
    "code": optional(str, "doc_code", empty=True),
    "signatory": optional(str, "", empty=True),
    "signer": optional(str, "", empty=True),
    "heard": optional(str, "", empty=True),
    "heard_if_needed": optional(bool, False),
    "to": optional(str, "", empty=True),
    "cc": optional(list, ()),
}

POST: Spec = {
    "id": required(str, pattern=r"L\d+"),
    "body": required(str),
    "name": required(str),
    "held_by": optional(str, "", empty=True),
    "units": optional(list, ()),
    "every_member": optional(bool, False),
    "whole": optional(bool, False),
    "seats": optional(int, None),
    "approval": optional(str, "", empty=True),
    "paper": optional(str, "", choices=PAPERS),
    "procedure": required(str),
    "setting": optional(str, "", empty=True),
    "contact": optional(str, "", choices=tuple(CONTACTS)),
    "forms": optional(list, ()),
}

SETTING: Spec = {
    "id": required(str, pattern=KEY),
    "group": required(str),
    "title": required(str),
    "type": required(str, choices=("date", "int", "number", "text", "choice", "flag", "names")),
    "default": required(str, empty=True),
    "choices": optional(list, ()),
    "unit": optional(str, "", empty=True),
    "help": optional(str, "", empty=True),
}

UNCITED: Spec = {"quote": required(str), "reason": required(str)}

REMARK: Spec = {
    "id": required(str, pattern=r"A\d{2}"),
    "kind": required(str, choices=("contradiction", "gap", "wording")),
    "title": required(str),
    "explanation": required(str),
}
