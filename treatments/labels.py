"""The words a reader sees for each value that content files choose from a list."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, Mapping[str, str]] = {
    "status": {
        "offered": "We may offer it",
        "assess-first": "We assess first",
        "not-offered": "We do not offer it",
    },
    "evidence": {
        "high": "Well studied",
        "moderate": "Fairly well studied",
        "low": "Few or small studies",
        "very-low": "Very few studies, or weak ones",
        "none": "No study in people that we can rely on",
    },
    "certainty": {
        "high": "High certainty: more research is unlikely to change it",
        "moderate": "Moderate certainty: more research may change it",
        "low": "Low certainty: more research is likely to change it",
        "very-low": "Very low certainty: we can hardly tell",
        "unknown": "Certainty not known",
    },
    "sureness": {
        "high": "High",
        "moderate": "Moderate",
        "low": "Low",
        "very-low": "Very low",
        "unknown": "Not known",
    },
    "result": {
        "for": "Found a difference in favour of the treatment",
        "against": "Found that the comparison did better",
        "no-difference": "Found no clear difference",
        "mixed": "Found mixed results",
        "not-tested": "Did not test whether it helps",
    },
    "source-kind": {
        "rct": "Randomised trial",
        "systematic-review": "Systematic review",
        "cohort": "Study of patients without a comparison group",
        "case-series": "Series of cases",
        "survey": "Survey",
        "lab": "Laboratory study",
        "animal": "Study in animals",
        "guideline": "Guideline",
        "regulation": "Rule of a regulator",
        "insurer-policy": "Policy of an insurer",
        "narrative-review": "Overview by experts",
        "web": "Web page",
    },
    "claim-type": {
        "benefit": "Whether it helps",
        "safety": "Safety",
        "mechanism": "How it may work",
        "history": "History",
        "process": "How it is done",
        "comparison": "Beside other treatments",
        "guideline": "What guidelines say",
    },
    "topic": {
        "conditions": "Whether it helps, by condition",
        "risks": "What can go wrong",
        "how-it-works": "How it may work",
        "ultrasound": "Ultrasound",
        "guidelines": "What guidelines and insurers say",
        "history": "Its history",
    },
    "licence": {
        "licensed": "Licensed for this use",
        "off-label": "Licensed, but not for this use",
        "unlicensed": "Not licensed",
    },
    "body-area": {
        "head": "Head",
        "neck": "Neck",
        "shoulder": "Shoulder",
        "elbow": "Elbow",
        "low-back": "Low back",
        "pelvis-sacroiliac": "Pelvis and base of the spine",
        "hip": "Hip",
        "knee": "Knee",
        "ankle-achilles": "Ankle and Achilles tendon",
        "foot": "Foot",
        "nerve": "Nerves",
        "general": "Any part of the body",
    },
    "included": {
        "consultation": "Talk about your problem and your choices",
        "ultrasound-scan": "Ultrasound scan",
        "examination": "Examination",
        "written-plan": "Written plan",
        "injections": "Injections",
        "review-talk": "Talk about how it went",
        "review-call": "Review call",
    },
    "period": {
        "before-you-leave": "Before you leave",
        "today": "The same day",
        "days-1-to-2": "The next 2 days",
        "first-week": "The first week",
        "after-first-week": "After the first week",
    },
    "stance": {"for": "Recommends it", "against": "Advises against it", "neutral": "Takes no side"},
    "regulator": {
        "GMC": "General Medical Council",
        "HCPC": "Health and Care Professions Council",
        "NMC": "Nursing and Midwifery Council",
        "none": "No regulator",
    },
    "training": {
        "prolotherapy": "Prolotherapy",
        "ultrasound": "Ultrasound",
        "resuscitation": "Resuscitation",
    },
    "day": {
        "monday": "Monday",
        "tuesday": "Tuesday",
        "wednesday": "Wednesday",
        "thursday": "Thursday",
        "friday": "Friday",
        "saturday": "Saturday",
        "sunday": "Sunday",
    },
}
"""Values in the order a page shows them in, by the kind of list they come from."""


def in_words(value: str, kind: str) -> str:
    """Return the words for a value. Raises KeyError for a value or a kind that has none."""
    return LABELS[kind][value]
