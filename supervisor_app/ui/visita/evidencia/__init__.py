"""The evidence of a visit on the screen: how it comes in, is seen, captioned, moved, drawn on and blacked out."""
