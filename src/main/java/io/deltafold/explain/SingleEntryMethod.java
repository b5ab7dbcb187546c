package io.deltafold.explain;

import io.deltafold.diff.Forward;
import io.deltafold.emit.Notation;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Single-entry matrices: ∂W/∂w[i,j] = E[i,j], which is one at (i, j) and zero elsewhere, put through the value; the entries
 * and the gradient are read off what comes out.
 */
final class SingleEntryMethod {
    private static final Reason SINGLE = new Reason(
            "single-entry",
            "derivative along one entry",
            "∂X/∂x[i,j] = E[i,j], ∂(A X B)/∂x[i,j] = A E[i,j] B",
            "Matrix Cookbook (71)–(76), 9.7");
    private static final Reason ENTRIES = new Reason(
            "entries", "its entries", "(E[i,j])[k,l] = δ[k,i] δ[l,j]", "definition of the single-entry matrix");
    private static final Reason CHAIN =
            new Reason("chain-rule", "chain rule", "∂L/∂x[i,j] = ⟨∂L/∂Y, ∂Y/∂x[i,j]⟩", "Matrix Cookbook (136)–(137)");
    private static final Reason INSERT =
            new Reason("insertion", "the derivative put in", "∂Y/∂x[i,j] as found above", "this derivation");
    private static final Reason CYCLIC = new Reason(
            "cyclic-property",
            "cyclic property of the trace",
            "tr(A B C) = tr(C A B), tr(A) = tr(Aᵀ)",
            "Matrix Cookbook (11)–(16)");
    private static final Reason READ =
            new Reason("single-entry-trace", "reading off the entry", "⟨A, E[i,j]⟩ = a[i,j]", "Matrix Cookbook (450)");
    private static final int LONGEST = 160;

    private final Problem problem;
    private final Graph graph;
    private final Typeset typeset;
    private final LineCheck check;
    private final Symbol single;
    private final List<Index> at;
    private final List<Index> own;

    /** @param single the single-entry matrix; lines are linear in it, so that they are checked with any matrix */
    SingleEntryMethod(Problem problem, Typeset typeset, LineCheck check, Symbol single) {
        this.problem = problem;
        this.graph = problem.graph();
        this.typeset = typeset;
        this.check = check;
        this.single = single;
        Set<String> used = new HashSet<>();
        this.at = typeset.names().axes(problem.wrt().shape().sizes(), used);
        this.own = typeset.names().axes(problem.value().sizes(), used);
        if (at.isEmpty()) {
            throw new NotExplained(
                    problem.wrt().name() + " is a scalar and has no entries; --method index differentiates by it");
        }
        String indices = String.join("", at.stream().map(Index::name).toList());
        String letter = at.size() == 1 ? "e" : "E";
        typeset.spell(
                single.name(),
                new Notation.Spelling("\\mathbf{" + letter + "}_{" + indices + "}", letter + subscript(), false));
    }

    private String subscript() {
        return typeset.entry("E", at).text().substring(1);
    }

    List<Section> sections() {
        Node.Variable wrt = (Node.Variable) graph.variable(problem.wrt());
        Node along = Forward.along(graph, problem.value(), wrt, graph.variable(single));
        MatrixExpr form = MatrixForm.termwise(graph, along);
        if (typeset.matrix(form).text().length() > LONGEST) {
            throw new NotExplained(
                    "the derivative along one entry is too long to be read; --method chain goes in steps");
        }
        List<Section> sections = new ArrayList<>();
        Shown left = typeset.quotient(
                problem.valueSymbol().name(), List.of(), problem.wrt().name(), at);
        Proof proof = new Proof(check, left, "");
        EntrySum moved = new EntrySum(
                own,
                List.of(new EntryTerm(
                        Coefficient.ONE,
                        at,
                        List.of(
                                new EntryFactor.Partial(problem.value(), own, wrt, at),
                                new EntryFactor.Element(graph.variable(single), at)))));
        proof.begin(
                left,
                new Quantity.Entries(moved),
                typeset.matrix(form),
                Quantity.Matrix.of(form),
                Line.Detail.BRIEF,
                SINGLE);
        if (own.isEmpty() && problem.upstream().isEmpty()) {
            return List.of(finished(proof));
        }
        entries(proof, wrt);
        sections.add(proof.section());
        sections.add(problem.upstream().isPresent() ? gradient(form) : result());
        return sections;
    }

    private void entries(Proof proof, Node.Variable wrt) {
        List<Index> free = new ArrayList<>(own);
        free.addAll(at);
        if (own.isEmpty()) {
            return;
        }
        Node jacobian = Forward.derivative(graph, problem.value(), wrt);
        EntrySum line = EntrySum.of(free, new EntryFactor.Partial(problem.value(), own, wrt, at));
        proof.begin(
                typeset.quotient(
                        problem.valueSymbol().name(), own, problem.wrt().name(), at),
                new Quantity.Entries(line),
                typeset.entry(jacobian, free),
                new Quantity.Tensor(jacobian),
                Line.Detail.BRIEF,
                ENTRIES);
    }

    private Section gradient(MatrixExpr form) {
        MatrixExpr upstream =
                MatrixForm.required(problem.upstream().orElseThrow().node());
        Shown left = typeset.quotient(problem.loss(), List.of(), problem.wrt().name(), at);
        Proof proof = new Proof(check, problem.left(), "");
        MatrixExpr inserted = DifferentialMethod.inner(upstream, form);
        Shown derivative = typeset.quotient(
                problem.valueSymbol().name(), List.of(), problem.wrt().name(), at);
        Shown top = typeset.matrix(upstream);
        boolean scalar = form.shape().isScalar();
        Shown chain = scalar
                ? top.then(" ", " ", derivative)
                : new Shown(
                        "\\left\\langle " + top.latex() + ", " + derivative.latex() + "\\right\\rangle",
                        "⟨" + top.text() + ", " + derivative.text() + "⟩");
        proof.begin(left, chain, Quantity.Matrix.of(inserted), Line.Detail.BRIEF, CHAIN);
        proof.then(typeset.matrix(inserted), Quantity.Matrix.of(inserted), Line.Detail.NORMAL, INSERT);
        return finished(proof);
    }

    private Section result() {
        Proof proof = new Proof(check, problem.left(), "");
        Shown right = problem.result().map(typeset::matrix).orElse(problem.entriesShown());
        proof.begin(problem.left(), right, new Quantity.Tensor(problem.entries()), Line.Detail.BRIEF, ENTRIES);
        return proof.section();
    }

    /** ⟨G, E⟩ = G[i,j]. */
    private Section finished(Proof proof) {
        Node adjoint = MatrixForm.adjoint(problem);
        MatrixExpr gradient = MatrixForm.required(adjoint);
        MatrixExpr inner = DifferentialMethod.inner(gradient, MatrixExpr.reference(single));
        proof.then(typeset.matrix(inner), Quantity.Matrix.of(inner), Line.Detail.NORMAL, CYCLIC);
        proof.then(typeset.entryOf(gradient, at), Quantity.Matrix.of(inner), Line.Detail.NORMAL, READ);
        Ending.write(proof, problem, typeset, adjoint, Optional.of(gradient), READ);
        return proof.section();
    }
}
