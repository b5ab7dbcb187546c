grammar Deltafold;

// One grammar serves both dialects: a power chain is read flat, and the Ast builder associates it
// (numpy: exponents to the right; matlab: strictly left to right).

program
    : separator* (statement (separator+ statement)*)? separator* EOF
    ;

separator
    : NEWLINE
    | ';'
    ;

statement
    : name (',' name)* (':' | 'in' | '∈') type (','? property)*
    | name ('=' | ':=') expression
    | expression
    ;

type
    : name ('[' expression (',' expression)* ']')?
    | name '^' '(' expression ('×' expression)* ')'
    | name '^' typeSize ('×' typeSize)*
    ;

typeSize
    : name
    | NUMBER
    ;

property
    : name (MINUS name)*
    ;

expression
    : term (addition term)*
    ;

addition
    : '+'
    | MINUS
    ;

term
    : signed (multiplication signed)*
    ;

multiplication
    : '*'
    | '/'
    | '.*'
    | './'
    | '⊙'
    | '⊘'
    | '@'
    | CENTRED_DOT
    | '⊗'
    | '\\'
    ;

signed
    : addition signed
    | power
    ;

power
    : primary chain*
    ;

chain
    : mark
    | ('**' | '.^' | '^') addition* primary
    ;

mark
    : ('.T' | '\'' | 'ᵀ' | '^' 'T' | '^' '⊤')
    | '⁻¹'
    | '[' slot (',' slot)* ']'
    ;

slot
    : ':'
    | expression (':' expression)?
    ;

primary
    : NUMBER '.'?
    | name '(' (argument (',' argument)*)? ')'
    | name
    | '(' expression ')'
    ;

argument
    : STRING
    | expression
    ;

name
    : NAME
    | 'T'
    ;

MINUS : '-' | '−' ;
CENTRED_DOT : '·' | '⋅' ;

NUMBER : ([0-9]+ ('.' [0-9]+)? | '.' [0-9]+) ([eE] [+-]? [0-9]+)? ;
NAME : LETTER (LETTER | [0-9_₀-₉])* ;
STRING : '"' ~["\r\n]* '"' ;

NEWLINE : '\r'? '\n' | '\r' ;
COMMENT : ('#' | '//') ~[\r\n]* -> skip ;
SPACE : [ \t\u00A0]+ -> skip ;
UNKNOWN : . ;

fragment LETTER : [A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0370-\u03FF\u0400-\u04FF\u2113\u211D] ;
