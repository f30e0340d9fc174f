"""The ASM tables of a data folder: kept, emitted, exported, and fed from visits."""
