"""The part of the metadata that says PDF/UA-1, which the renderer does not write beside PDF/A."""

from xml.etree import ElementTree

UA_PART = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<rdf:Description rdf:about="" pdfuaid:part="1"/>
<rdf:Description rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""
for _prefix, _space in {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}.items():
    # The prefixes are fixed by the standard: readers look for them by name.
    ElementTree.register_namespace(_prefix, _space)


def declare_accessible(rdf: bytes) -> bytes:
    """Add pdfuaid:part, and the extension schema by which PDF/A allows a foreign property.

    Source: ISO 14289-1, 5 and ISO 19005-3, 6.6.2.3.
    """
    root = ElementTree.fromstring(rdf)  # noqa: S314 — WeasyPrint wrote it a moment ago
    for part in ElementTree.fromstring(UA_PART):  # noqa: S314 — a constant of this module
        root.append(part)
    whole: bytes = ElementTree.tostring(root, encoding="utf-8")
    return whole
