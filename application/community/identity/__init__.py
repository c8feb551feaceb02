"""Identity: which accounts of other worlds are whose, by what proof."""
