lexer grammar LatexMathLexer;

// Words, styles, brackets and layout are sorted out between the lexer and the parser; the token types below are theirs.
tokens {
    NUMBER, NAME, PHRASE, WORDS, WORD, TEXT, CALL, FUNCTION, OPEN, CLOSE, AT, UNARY, STOP, MATRIX_ROW, OPTION, OPTION_END, NOTHING
}

SPACE : [ \t\r\n\u00A0\u2009\u200A\u2003]+ -> skip ;
COMMENT : '%' ~[\r\n]* -> skip ;
SPACING
    : ('\\' [,;:!>/ \t\r\n-] | '~'
    | '\\' ('thinspace' | 'medspace' | 'thickspace' | 'negthinspace' | 'enspace' | 'hfill' | 'hfil' | 'displaystyle'
        | 'textstyle' | 'scriptstyle' | 'scriptscriptstyle' | 'limits' | 'nolimits' | 'displaylimits' | 'nonumber'
        | 'notag' | 'hline' | 'allowbreak' | 'nobreak' | 'null' | 'strut' | 'mathstrut' | 'noindent' | 'relax' | 'centering'
        | 'small' | 'footnotesize' | 'scriptsize' | 'normalsize' | 'large' | 'qedhere' | 'ensuremath' | 'protect')
    ) -> skip
    ;
DROPPED
    : '\\' ('hspace' | 'vspace' | 'label' | 'tag' | 'ref' | 'eqref' | 'cite' | 'color' | 'textcolor' | 'colorbox' | 'hskip'
        | 'cline' | 'arraystretch') '*'? BLANK* ARGUMENT -> skip
    ;
QUAD : '\\quad' | '\\qquad' ;
ROW : ('\\\\' '*'? (BLANK* LENGTH)? | '\\newline' | '\\cr' | '\\tabularnewline') ;
TEXT_OPEN
    : '\\' ('text' | 'textrm' | 'textbf' | 'textit' | 'textsf' | 'texttt' | 'textnormal' | 'textsc' | 'textup' | 'emph' | 'mbox'
        | 'hbox' | 'intertext' | 'shortintertext') BLANK* '{' -> pushMode(WORDS_MODE)
    ;
OPERATOR_OPEN : '\\' ('operatorname' | 'operatornamewithlimits') '*'? BLANK* '{' -> pushMode(WORDS_MODE) ;
BEGIN
    : '\\begin' BLANK* ('{array}' (BLANK* '[' [a-z] ']')? BLANK* ARGUMENT | '{alignedat}' BLANK* ARGUMENT | ('{aligned}' | '{gathered}') '[' [tbc] ']' | '{' [a-zA-Z]+ '*'? '}')
    ;
END : '\\end' BLANK* '{' [a-zA-Z]+ '*'? '}' ;

LEFT : '\\left' ;
RIGHT : '\\right' ;
MIDDLE : '\\middle' | '\\' ('big' | 'Big' | 'bigg' | 'Bigg') 'm' ;
SIZE : '\\' ('big' | 'Big' | 'bigg' | 'Bigg') [lr]? ;

FRACTION : '\\' ('frac' | 'tfrac' | 'dfrac' | 'cfrac' | 'nicefrac' | 'sfrac') ;
OVER : '\\over' ;
SQRT : '\\sqrt' | '√' ;
ACCENT
    : '\\' ('hat' | 'bar' | 'tilde' | 'dot' | 'ddot' | 'check' | 'breve' | 'acute' | 'grave' | 'mathring' | 'vec' | 'widehat'
        | 'widetilde' | 'overline' | 'underline' | 'overrightarrow' | 'overleftarrow')
    ;
HORIZONTAL_BRACE : '\\overbrace' | '\\underbrace' ;
OVERSET : '\\overset' | '\\stackrel' ;
UNDERSET : '\\underset' ;
SUBSTACK : '\\substack' ;
LONG_ARROW : '\\xrightarrow' | '\\xleftarrow' ;
PHANTOM : '\\' [hv]? 'phantom' ;
STYLE
    : '\\' ('mathbf' | 'boldsymbol' | 'bm' | 'symbf' | 'pmb' | 'mathbfit' | 'mathrm' | 'mathcal' | 'mathbb' | 'mathds' | 'mathfrak'
        | 'mathsf' | 'mathit' | 'mathscr' | 'mathtt' | 'mathnormal' | 'symrm' | 'Bbb' | 'bbm' | 'mathbbm')
    ;
SWITCH : '\\' ('bf' | 'rm' | 'cal' | 'it' | 'sf' | 'tt' | 'bfseries') ;
TRANSPARENT
    : '\\' ('boxed' | 'fbox' | 'cancel' | 'bcancel' | 'xcancel' | 'mathop' | 'mathrel' | 'mathbin' | 'mathord' | 'mathopen'
        | 'mathclose' | 'mathinner' | 'smash' | 'mathpunct')
    ;
NOT : '\\not' ;
QUANTIFIER : '\\forall' | '\\exists' | '∀' | '∃' ;

IMPLICATION
    : '\\' ('Rightarrow' | 'implies' | 'Leftrightarrow' | 'iff' | 'Longrightarrow' | 'Longleftrightarrow' | 'Leftarrow'
        | 'impliedby' | 'Longleftarrow' | 'therefore' | 'because')
    | '⇒' | '⇔' | '⟹' | '⟺'
    ;
RELATION
    : '=' | '<' | '>' | ':' BLANK* '=' | '=' BLANK* ':'
    | '≤' | '≥' | '≠' | '≡' | '≈' | '∈' | '→' | '↦' | '←' | '∼' | '≃' | '≅' | '∝' | '⊂' | '⊆' | '≜' | '≔' | '∉' | '≪' | '≫'
    | '\\' ('equiv' | 'coloneqq' | 'eqqcolon' | 'coloneq' | 'triangleq' | 'doteq' | 'defeq' | 'approx' | 'approxeq' | 'sim' | 'simeq'
        | 'cong' | 'le' | 'leq' | 'leqslant' | 'lt' | 'ge' | 'geq' | 'geqslant' | 'gt' | 'ne' | 'neq' | 'in' | 'ni' | 'notin'
        | 'subset' | 'subseteq' | 'supset' | 'supseteq' | 'to' | 'rightarrow' | 'longrightarrow' | 'mapsto' | 'longmapsto'
        | 'leftarrow' | 'longleftarrow' | 'gets' | 'leftrightarrow' | 'propto' | 'succ' | 'succeq' | 'prec' | 'preceq' | 'll' | 'gg'
        | 'perp' | 'parallel' | 'asymp' | 'lesssim' | 'gtrsim' | 'models' | 'vdash' | 'hookrightarrow' | 'rightsquigarrow'
        | 'stackrel=' | 'leftharpoonup' | 'rightleftharpoons' | 'uparrow' | 'downarrow')
    ;
SIGN : '+' | '-' | '−' | '–' | '±' | '∓' | '⊕' | '\\' ('pm' | 'mp' | 'oplus') ;
PRODUCT
    : '*' | '/' | '×' | '·' | '⋅' | '⊙' | '⊗' | '∘' | '⊘' | '∗' | '÷'
    | '\\' ('times' | 'cdot' | 'odot' | 'circ' | 'otimes' | 'oslash' | 'ast' | 'star' | 'bullet' | 'div' | 'cup' | 'cap' | 'wedge'
        | 'vee' | 'boxtimes' | 'ltimes' | 'rtimes' | 'setminus' | 'backslash' | 'circledast' | 'diamond')
    ;
BIG
    : '∑' | '∏' | '∫'
    | '\\' ('sum' | 'prod' | 'int' | 'iint' | 'iiint' | 'oint' | 'coprod' | 'bigodot' | 'bigotimes' | 'bigoplus' | 'bigcup' | 'bigcap'
        | 'bigvee' | 'bigwedge')
    ;
NAMED
    : '\\' ('log' | 'ln' | 'lg' | 'exp' | 'sin' | 'cos' | 'tan' | 'cot' | 'sec' | 'csc' | 'sinh' | 'cosh' | 'tanh' | 'coth' | 'arcsin'
        | 'arccos' | 'arctan' | 'det' | 'tr' | 'Tr' | 'trace' | 'diag' | 'Diag' | 'rank' | 'max' | 'min' | 'arg' | 'argmax' | 'argmin'
        | 'sup' | 'inf' | 'lim' | 'limsup' | 'liminf' | 'dim' | 'ker' | 'deg' | 'gcd' | 'sgn' | 'sign' | 'Pr' | 'softmax'
        | 'erf' | 'relu' | 'ReLU' | 'sigmoid' | 'Re' | 'Im') -> type(FUNCTION)
    ;
DOTS : '.' BLANK* '.' BLANK* '.' | '…' | '⋯' | '⋮' | '⋱' | '\\' ('dots' [bcimo]? | 'ldots' | 'cdots' | 'vdots' | 'ddots') ;
PRIME : ['′’] ;

LBRACE : '{' | '\\bgroup' ;
RBRACE : '}' | '\\egroup' ;
OPENING : '(' | '[' | '⟨' | '\\{' | '\\' ('lbrace' | 'lbrack' | 'langle' | 'lvert' | 'lVert' | 'lceil' | 'lfloor') ;
CLOSING : ')' | ']' | '⟩' | '\\}' | '\\' ('rbrace' | 'rbrack' | 'rangle' | 'rvert' | 'rVert' | 'rceil' | 'rfloor') ;
BAR : '|' | '‖' | '∥' | '\\|' | '\\' ('vert' | 'Vert' | 'mid') ;

SUB : '_' ;
SUP : '^' ;
AMPERSAND : '&' ;
COMMA : ',' | ';' ;
COLON : ':' | '\\colon' ;
POINT : '.' ;
DIGIT : [0-9] ;
SMALL_SCRIPT : [ᵀ⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ₀₁₂₃₄₅₆₇₈₉] ;
LETTER : [A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02AF\u0370-\u03FF\u0400-\u04FF\u2102-\u2138] ;
SYMBOL : [!∂∇⊤⊥∞†∅∆] ;
COMMAND : '\\' [a-zA-Z]+ ;
UNKNOWN : . ;

fragment BLANK : [ \t\r\n] ;
fragment ARGUMENT : '{' (~[{}] | '{' ~[{}]* '}')* '}' ;
fragment LENGTH : '[' BLANK* '-'? [0-9.]+ BLANK* ('pt' | 'em' | 'ex' | 'mm' | 'cm' | 'in' | 'mu' | '\\baselineskip') BLANK* ']' ;

mode WORDS_MODE;
WORDS_NEST : '{' -> pushMode(WORDS_MODE) ;
WORDS_CLOSE : '}' -> popMode ;
WORDS_PART : ('\\' . | ~[{}\\])+ ;
WORDS_BACKSLASH : '\\' ;
