"""The page of a paper as WeasyPrint takes it, read by expat: our templates are XML, and its own parser takes 3 ms."""

from xml.etree.ElementTree import ParseError

from cssselect2 import ElementWrapper
from defusedxml.ElementTree import fromstring
from weasyprint import HTML
from weasyprint.urls import URLFetcher

NOWHERE = "about:blank"


class Page(HTML):  # type: ignore[misc]  # WeasyPrint ships no types
    """A rendered template. What is no XML goes the usual way and comes out the same, only later."""

    def __init__(self, text: str, fetcher: URLFetcher) -> None:
        try:
            root = fromstring(text)
        except ParseError:
            super().__init__(string=text, url_fetcher=fetcher, base_url=NOWHERE)
            return
        self.base_url, self.url_fetcher, self.media_type = NOWHERE, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element
