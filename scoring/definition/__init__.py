"""The instrument definition: its data model, the reader of instrument.toml and cross-checks."""
