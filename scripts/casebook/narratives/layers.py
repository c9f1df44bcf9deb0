"""Which lists of a vocabulary hold phrases to be found in running text, and which of them hide one another."""

from __future__ import annotations

# The lists whose words are looked for from end to end of a sentence.
INDEXED = (
    "based_suffix", "citizen", "contrast", "female_nouns", "first_person", "grandparent_words", "in",
    "male_nouns", "months", "offsets", "parent_words", "says_passive", "term_units", "that_words", "us_words",
    "where",
)  # fmt: skip
# Words of one layer hide shorter words of the same layer, never those of another: "was told" is both
# a way of knowing and a form of "be".
LAYERS = {
    "people": (
        "kin",
        "pronouns",
        "clitics",
        "possessives",
        "authorities",
        "sources",
        "people_words",
        "relative_pronouns",
    ),
    "events": ("events",),
    "placing": ("placing",),
    "staying": ("staying",),
    "nouns": ("person_nouns",),
    "cues": ("negation", "unknown", "doubt", "hearsay", "unreal", "fact"),
    "verbs": ("verb_phrases",),
    "clauses": ("subordinators", "coordinators"),
    "speech": ("says", "according", "according_after", "knows", "believes", "by_words"),
    "tellers": ("teller_nouns",),
    "residence": ("residence", "moved", "past_stay", "abroad"),
    "happening": ("happens",),
    "sentence": ("sentence_verbs",),
    "after": ("sentence_after",),
    "terms": ("sentence_nouns",),
    "facilities": ("facilities",),
    "charges": ("charge_cues",),
    "reasons": ("reason_cues",),
    "company": ("company",),
    "days": ("same_day", "same_month", "same_year", "same_season", "next_season"),
    "details": ("no_lawyer", "no_trial", "whereabouts", "references"),
    "known": ("known",),
    "absent": ("absent",),
    "refuted": ("refuted", "undone"),
    "returning": ("not_back",),
}
LAYERED = frozenset(name for names in LAYERS.values() for name in names)
