"""Other libraries, which benchmarks compare ours with; none is part of the product."""
