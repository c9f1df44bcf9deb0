"""The custodian's screen: contacts of one person at a time, in a process of its own on this machine alone."""
