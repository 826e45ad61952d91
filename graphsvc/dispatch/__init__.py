"""A backend for NetworkX: its functions, answered by compiled loops, identical to rounding.

    import networkx as nx
    nx.betweenness_centrality(graph, backend="graphsvc")

or for all calls of a program that are worth it, `nx.config.backend_priority.algos = ["graphsvc"]`.
Usable without the service. NetworkX finds it by the entry point `networkx.backends`.
"""
