"""Pages made for people: each module answers one kind of address, and every route is named here."""
