"""The catalogs: one .po file a locale. English is the language of the message ids and needs none."""
