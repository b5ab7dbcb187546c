package io.deltafold.explain;

import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries of tensors of explicit sizes, as expressions of the entries of the variables: each entry a scalar of its own. */
final class Scalars {
    private static final int MOST_TERMS = 400;

    private record Key(Node node, List<Integer> at) {}

    private final Graph graph;
    private final String wrt;
    private final Map<String, Integer> sizes;
    private final Map<Key, Node> known = new HashMap<>();
    private final Map<String, Symbol> symbols = new LinkedHashMap<>();

    /** @param wrt the variable of differentiation, whose entries count as independent */
    Scalars(Graph graph, String wrt, Map<String, Integer> sizes) {
        this.graph = graph;
        this.wrt = wrt;
        this.sizes = sizes;
    }

    /** The symbols of all entries that occur. */
    List<Symbol> symbols() {
        return List.copyOf(symbols.values());
    }

    int size(Size size) {
        return size.evaluate(sizes);
    }

    /** The entry of a symbol as a variable; positions count from one. */
    Node.Variable variable(Symbol symbol, List<Integer> at) {
        if (at.isEmpty()) {
            symbols.putIfAbsent(symbol.name(), symbol);
            return (Node.Variable) graph.variable(symbol);
        }
        StringBuilder name = new StringBuilder(symbol.name());
        at.forEach(position -> name.append('#').append(position));
        Symbol entry = symbols.computeIfAbsent(name.toString(), n -> new Symbol(n, Shape.SCALAR));
        return (Node.Variable) graph.variable(entry);
    }

    /** The entry of a node at positions that count from one. */
    Node entry(Node node, List<Integer> at) {
        Key key = new Key(node, at);
        Node found = known.get(key);
        if (found == null) {
            found = compute(node, at);
            known.put(key, found);
        }
        return found;
    }

    private Node compute(Node node, List<Integer> at) {
        if (node instanceof Node.Variable variable) {
            return structured(variable.symbol(), at);
        } else if (node instanceof Node.Sum sum) {
            List<Node.Term> terms = new ArrayList<>();
            sum.terms().forEach(term -> terms.add(new Node.Term(number(term.coefficient()), entry(term.node(), at))));
            return sum(terms);
        } else if (node instanceof Node.Map map) {
            return graph.map(
                    map.function(),
                    map.arguments().stream()
                            .map(argument -> entry(argument, at))
                            .toList());
        } else if (node instanceof Node.Product product) {
            return product(product, at);
        } else if (node instanceof Node.Constant constant) {
            return constant(constant.tensor(), at);
        }
        throw new NotExplained(
                "a function of a whole matrix has no entries that could be written out; --method index goes without them");
    }

    /** A sum of sums as one sum. */
    Node sum(List<Node.Term> terms) {
        List<Node.Term> flat = new ArrayList<>();
        for (Node.Term term : terms) {
            Node node = flat(term.node());
            if (node instanceof Node.Sum inner) {
                inner.terms()
                        .forEach(t -> flat.add(new Node.Term(term.coefficient().times(t.coefficient()), t.node())));
            } else {
                flat.add(new Node.Term(term.coefficient(), node));
            }
        }
        return graph.sum(flat, List.of());
    }

    /** The same for a scalar that stands as it is. */
    Node flat(Node scalar) {
        return scalar instanceof Node.Sum sum && !sum.isZero() ? sum(sum.terms()) : scalar;
    }

    /** The entry of a parameter with a declared structure: A[2,1] is A[1,2] for a symmetric A. */
    private Node structured(Symbol symbol, List<Integer> at) {
        if (at.size() != 2 || symbol.name().equals(wrt)) {
            return variable(symbol, at);
        }
        int i = at.get(0);
        int j = at.get(1);
        boolean zero = symbol.has(Property.DIAGONAL) && i != j
                || symbol.has(Property.UPPER_TRIANGULAR) && i > j
                || symbol.has(Property.LOWER_TRIANGULAR) && i < j
                || symbol.has(Property.SKEW_SYMMETRIC) && i == j;
        if (zero) {
            return graph.zero(List.of());
        }
        if (symbol.has(Property.ORTHOGONAL)) {
            throw new NotExplained(
                    symbol.name() + " is orthogonal, which its entries do not show; --method index uses it");
        }
        boolean mirrored = i > j && (symbol.has(Property.SYMMETRIC) || symbol.has(Property.SKEW_SYMMETRIC));
        Node entry = variable(symbol, mirrored ? List.of(j, i) : at);
        return mirrored && symbol.has(Property.SKEW_SYMMETRIC) ? graph.scaled(Coefficient.MINUS_ONE, entry) : entry;
    }

    private Coefficient number(Coefficient coefficient) {
        Rational value = coefficient.numerator().evaluate(this::rational);
        for (Size denominator : coefficient.denominators()) {
            value = value.dividedBy(denominator.evaluate(this::rational));
        }
        return Coefficient.of(value);
    }

    private Rational rational(String name) {
        return Rational.of(java.util.Objects.requireNonNull(sizes.get(name)));
    }

    private Node product(Node.Product product, List<Integer> at) {
        int[] index = new int[product.indexSizes().size()];
        for (int axis = 0; axis < at.size(); axis++) {
            int place = product.outputs().get(axis);
            if (index[place] != 0 && index[place] != at.get(axis)) {
                return graph.zero(List.of());
            }
            index[place] = at.get(axis);
        }
        List<Integer> summed = new ArrayList<>();
        int count = 1;
        for (int i = 0; i < index.length; i++) {
            if (index[i] == 0) {
                summed.add(i);
                index[i] = 1;
                count *= size(product.indexSizes().get(i));
            }
        }
        if (count > MOST_TERMS) {
            throw new NotExplained("an entry would have " + count + " terms; smaller --sizes have fewer");
        }
        List<Node.Term> terms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Node> factors = new ArrayList<>();
            for (Node.Factor factor : product.factors()) {
                factors.add(entry(
                        factor.node(),
                        factor.subscripts().stream().mapToObj(s -> index[s]).toList()));
            }
            boolean zero = factors.stream().anyMatch(Node::isZero);
            if (!zero) {
                Node term = factors.isEmpty() ? graph.scalar(Coefficient.ONE) : graph.product(Coefficient.ONE, factors);
                terms.add(new Node.Term(number(product.coefficient()), term));
            }
            advance(index, summed, product);
        }
        return sum(terms);
    }

    private void advance(int[] index, List<Integer> summed, Node.Product product) {
        for (int k = summed.size() - 1; k >= 0; k--) {
            int place = summed.get(k);
            if (++index[place] <= size(product.indexSizes().get(place))) {
                return;
            }
            index[place] = 1;
        }
    }

    private Node bit(boolean one) {
        return one ? graph.scalar(Coefficient.ONE) : graph.zero(List.of());
    }

    private Node constant(ConstantTensor tensor, List<Integer> at) {
        if (tensor instanceof ConstantTensor.Triangle) {
            return bit(at.get(0) >= at.get(1));
        } else if (tensor instanceof ConstantTensor.Unit unit) {
            return bit(at.get(0) == size(unit.position()));
        } else if (tensor instanceof ConstantTensor.Pi) {
            return graph.constant(tensor);
        } else if (tensor instanceof ConstantTensor.Selection selection) {
            return bit(at.get(0) == at.get(1) + size(selection.offset()));
        } else if (tensor instanceof ConstantTensor.Stacking stacking) {
            return bit(at.get(0) == (at.get(2) - 1) * size(stacking.rows()) + at.get(1));
        }
        throw new IllegalStateException("unknown constant " + tensor);
    }
}
