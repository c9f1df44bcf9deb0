"""The guard in front of the sites: who somebody is, what they may ask for, and what every answer carries."""
