"""The smallest Wagtail site with pages of text, to measure beside ours."""
