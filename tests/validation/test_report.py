"""The report in Turtle holds each result as SHACL says, with the same bytes each time."""

from __future__ import annotations

from sedova_lod.validation import load_shapes, read_rdf, report_turtle, validate_rdf

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <http://example.org/> .
"""
SHAPES = """ex:S sh:targetClass ex:C ; sh:severity ex:Grave ; sh:closed true ; sh:ignoredProperties ( ex:q ex:p ex:r ) .
ex:T sh:targetNode ex:a ; sh:property [ sh:path ( ex:p [ sh:inversePath [ sh:oneOrMorePath ex:r ] ]
  [ sh:alternativePath ( ex:p ex:q ) ] ) ; sh:minCount 1 ; sh:message "sag \\"p\\""@de , "say p"@en ] ,
  [ sh:path ex:q ; sh:nodeKind sh:IRI ; sh:severity sh:Info ] .
"""
EXPECTED = """@prefix sh: <http://www.w3.org/ns/shacl#> .

[] a sh:ValidationReport ;
  sh:conforms false ;
  sh:result [ a sh:ValidationResult ;
    sh:focusNode <http://example.org/a> ;
    sh:resultPath ( <http://example.org/p> [ sh:inversePath [ sh:oneOrMorePath <http://example.org/r> ] ] \
[ sh:alternativePath ( <http://example.org/p> <http://example.org/q> ) ] ) ;
    sh:resultSeverity sh:Violation ;
    sh:sourceConstraintComponent sh:MinCountConstraintComponent ;
    sh:sourceShape _:shape-b4 ;
    sh:resultMessage "sag \\"p\\""@de ;
    sh:resultMessage "say p"@en ] ;
  sh:result [ a sh:ValidationResult ;
    sh:focusNode <http://example.org/a> ;
    sh:resultPath <http://example.org/q> ;
    sh:value _:data-b0 ;
    sh:resultSeverity sh:Info ;
    sh:sourceConstraintComponent sh:NodeKindConstraintComponent ;
    sh:sourceShape _:shape-b12 ;
    sh:resultMessage "the value of ex:q is not an IRI"@en ] ;
  sh:result [ a sh:ValidationResult ;
    sh:focusNode _:data-b0 ;
    sh:resultPath <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ;
    sh:value <http://example.org/C> ;
    sh:resultSeverity <http://example.org/Grave> ;
    sh:sourceConstraintComponent sh:ClosedConstraintComponent ;
    sh:sourceShape <http://example.org/S> ;
    sh:resultMessage "has a value for rdf:type, which its shape does not allow"@en ] .
"""


def test_paths_severities_blank_nodes_and_messages_are_written(tmp_path):
    (tmp_path / "shapes.ttl").write_text(PREFIXES + SHAPES, encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(PREFIXES + "ex:a ex:q [ a ex:C ; ex:p 1 ] .", encoding="utf-8")
    shapes = load_shapes([tmp_path / "shapes.ttl"])
    results = validate_rdf(read_rdf(tmp_path / "graph.ttl")[0], shapes)
    assert report_turtle(results, shapes) == EXPECTED
