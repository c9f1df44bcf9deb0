"""Suggested matches as researchers judge them: which comes first, two persons side by side, and the sheet for work offline."""
