"""Counter staffing and queues across a province's network of public service sites.

Each site is a "một cửa" (one-stop shop): residents come to one counter hall for every
administrative procedure. The model began with Bình Dương.
"""

__version__ = "0.1.0"
