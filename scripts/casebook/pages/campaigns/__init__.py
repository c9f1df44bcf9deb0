"""Pages of campaigns: as their sources tell them for researchers, as an edition tells them for readers."""
