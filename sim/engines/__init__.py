"""What happens? Two engines, one answer: `reference` to be read, `compiled` to be fast."""
