parser grammar LatexMathParser;

options {
    tokenVocab = LatexMathLexer;
}

// Every operand may be missing: what a missing operand means is for the reader to say. A STOP ends the argument of a
// function without a bracket and the body of a big operator, so that one token of lookahead is enough everywhere.

formula
    : content EOF
    ;

content
    : statements (OVER statements)?
    ;

statements
    : listing? ((WORDS | separator) listing?)*
    ;

separator
    : ROW
    | QUAD
    | IMPLICATION
    ;

listing
    : relation (COMMA relation?)*
    | (COMMA relation?)+
    ;

relation
    : sum link*
    | link+
    ;

link
    : RELATION sum?
    ;

sum
    : product signed*
    | signed+
    ;

signed
    : SIGN product?
    ;

product
    : operand multiplied*
    | multiplied+
    ;

multiplied
    : PRODUCT operand?
    ;

operand
    : UNARY juxtaposition?
    | juxtaposition
    ;

juxtaposition
    : factor+
    ;

factor
    : atom script*
    | AT script*
    | FUNCTION script* operand? STOP
    | BIG script* product? STOP
    ;

script
    : SUB scriptArgument
    | SUP scriptArgument
    | PRIME
    ;

scriptArgument
    : argument
    | fraction
    | root
    ;

argument
    : group
    | symbol
    | accented
    ;

atom
    : group
    | symbol
    | accented
    | bracket
    | CALL script* bracket
    | fraction
    | root
    | HORIZONTAL_BRACE argument
    | matrix
    ;

symbol
    : NUMBER
    | NAME
    | PHRASE
    | DOTS
    | NOTHING
    ;

group
    : LBRACE content RBRACE
    ;

bracket
    : OPEN content CLOSE
    ;

accented
    : ACCENT argument
    ;

fraction
    : FRACTION argument argument
    ;

root
    : SQRT (OPTION content OPTION_END)? (argument | fraction)
    ;

matrix
    : BEGIN matrixRow (MATRIX_ROW matrixRow)* END
    ;

matrixRow
    : content (AMPERSAND content)*
    ;
