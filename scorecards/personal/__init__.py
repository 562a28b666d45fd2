"""What personal data looks like: in the columns of a file, and in what people write."""
