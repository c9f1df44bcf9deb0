"""Casebook: testimonies on arbitrary detention, kept word for word, normalised, judged and published with care."""
