"""A scene as an interactive map: pyvis is the model, vis-network draws it in the browser.

The only module that imports pyvis, and of pyvis only the class, its lists and its node and edge
options. Everything between is ours: its page template links other hosts, runs code written into the
page and shows names as HTML. Here the page holds one block of data and no code at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node as NodeOptions

from graphsvc.language import Language
from graphsvc.viz import palette
from graphsvc.viz.labels import MapName, map_names
from graphsvc.viz.scene import Node, Scene, Tie

# Above this many lines they are hidden while the map moves, so that it moves smoothly.
_MANY_TIES = 1_500
# Above this many lines none is dashed: dashes take twice the time to draw.
_MOST_DASHED = 1_500
# What could end the script element, what old scripts took for line ends, and lone surrogates, which
# no encoding can send. All of it occurs only inside strings, where JSON has an escape for it.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


class StakeholderNetwork(Network):  # type: ignore[misc] # pyvis has no types
    """A pyvis network that keeps parallel ties, refuses doubtful input and writes no code.

    Parameters
    ----------
    environment
        The templates. It must escape by itself.
    language
        The reader's language.

    Raises
    ------
    ValueError
        The environment does not escape.
    """

    def __init__(self, environment: Environment, language: Language) -> None:
        if environment.autoescape is False:
            raise ValueError("the templates of a map must escape what they print")
        super().__init__(cdn_resources="remote")
        self.templateEnv = environment
        self.language = language
        self.options: dict[str, Any] = {}
        self.extra: dict[str, Any] = {}
        self._ids: set[str] = set()

    def add_node(self, n_id: str, label: str = "", shape: str = "dot", **options: Any) -> None:
        """Add a node in constant time.

        Raises
        ------
        ValueError
            There is a node with this id already.
        """
        if n_id in self._ids:
            raise ValueError(f"there is a node {n_id!r} already")
        self._ids.add(n_id)
        node = NodeOptions(n_id, shape, label=label or n_id, **options).options
        self.nodes.append(node)
        self.node_ids.append(n_id)
        self.node_map[n_id] = node

    def add_edge(self, source: str, to: str, **options: Any) -> None:
        """Add a tie in constant time, beside any that already joins the two.

        Raises
        ------
        ValueError
            An end is not in the network.
        """
        for end in (source, to):
            if end not in self._ids:
                raise ValueError(f"there is no node {end!r}")
        self.edges.append(Edge(source, to, directed=False, **options).options)

    def from_nx(self, *_args: Any, **_options: Any) -> None:
        """Refuse: pyvis changes the graph it reads and drops parallel ties. Draw a scene."""
        raise NotImplementedError("draw a scene instead")

    def set_options(self, options: str) -> None:
        """Refuse: pyvis deletes every space from the text. Assign a dict to `options`."""
        raise NotImplementedError("assign a dict to options instead")

    def data_block(self) -> Markup:
        """Write the network as JSON that cannot end the script element it stands in."""
        data = {"nodes": self.nodes, "edges": self.edges, "options": self.options, **self.extra}
        return json_block(data)

    def generate_html(
        self, name: str = "map.html", *, local: bool = True, notebook: bool = False, **context: Any
    ) -> str:
        """Fill the template `name` of our own templates with the network.

        `local` and `notebook` are pyvis's and change nothing here.
        """
        del local, notebook
        self.html = self.templateEnv.get_template(name).render(data=self.data_block(), **context)
        return self.html


def json_block(data: Any) -> Markup:
    """Write data for a script element of type application/json.

    Raises
    ------
    ValueError
        Somewhere in it is NaN or an infinity, which JSON has not.
    """
    text = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return Markup(_UNSAFE.sub(_escape, text))  # noqa: S704 - escaped in this very line


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def network_of(
    scene: Scene,
    language: Language,
    environment: Environment,
    link: Callable[[Node], Mapping[str, str]],
) -> StakeholderNetwork:
    """Make the network of a scene.

    Parameters
    ----------
    scene
        What to draw; positions come with it, the browser moves nothing.
    language
        The reader's language.
    environment
        The templates.
    link
        Gives the addresses of a node: `page`, and perhaps `map`.

    Returns
    -------
    StakeholderNetwork
        Its nodes carry, beside what vis-network draws, `kind`, `what`, `measure`, `value`, `short`
        and `brief` names and the addresses for the panel; its edges `kind` and `strength`.
    """
    network = StakeholderNetwork(environment, language)
    network.options = _options(scene)
    network.extra = {
        "themes": {theme: _theme(theme) for theme in palette.THEMES},
        "focus": scene.caption.focus,
        "aggregated": scene.caption.aggregated,
    }
    names = map_names(scene.nodes, language)
    for node in scene.nodes:
        told = {**_node(scene, node, language), **_called(names[node.id])}
        network.add_node(node.id, **told, **link(node))
    dashed = len(scene.ties) <= _MOST_DASHED
    for tie in scene.ties:
        network.add_edge(tie.source, tie.target, **_edge(tie, language, dashed=dashed))
    return network


def drawn_size(node: Node) -> float:
    """Return half the width of a node as vis-network counts it, which makes some shapes small."""
    return round(node.radius * palette.WEIGHT[palette.NODE_STYLES[node.style].shape], 1)


def _node(scene: Scene, node: Node, language: Language) -> dict[str, Any]:
    x, y = scene.positions[node.id]
    style = palette.NODE_STYLES[node.style]
    name, what = language.name(node), language.render(node.what)
    measure = f"{language.render(scene.size_by.label)}: {language.number(node.value, 3)}"
    return {
        "label": name,
        "shape": style.shape,
        "size": drawn_size(node),
        "borderWidth": style.line_width,
        "x": x,
        "y": y,
        "style": node.style,
        "kind": str(node.kind),
        "what": what,
        "measure": measure,
        "value": node.value,
    }


def _called(name: MapName) -> dict[str, str]:
    """Write what a node is called beside it; a brief name only where it is another one."""
    brief = {} if name.brief == name.short else {"brief": name.brief}
    return {"short": name.short, **brief}


def _edge(tie: Tie, language: Language, *, dashed: bool) -> dict[str, Any]:
    style = palette.TIE_STYLES[tie.style]
    options: dict[str, Any] = {
        "width": tie.width,
        "title": language.render(tie.words),
        "style": tie.style,
    }
    if dashed and style.dash:
        options["dashes"] = list(style.dash)
    if tie.bend:
        turn = "curvedCW" if tie.bend > 0 else "curvedCCW"
        options["smooth"] = {"enabled": True, "type": turn, "roundness": 0.25 * abs(tie.bend)}
    return options


def _theme(theme: str) -> dict[str, Any]:
    return {
        "background": palette.BACKGROUND[theme],
        "ink": palette.INK[theme],
        "nodes": {
            key: {"background": style.fill[theme], "border": style.line[theme]}
            for key, style in palette.NODE_STYLES.items()
        },
        "ties": {key: style.colour[theme] for key, style in palette.TIE_STYLES.items()},
    }


def _options(scene: Scene) -> dict[str, Any]:
    many = len(scene.ties) > _MANY_TIES
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"shadow": False, "labelHighlightBold": False},
        "edges": {"smooth": False, "shadow": False, "selectionWidth": 0, "hoverWidth": 0},
        "interaction": {
            "hover": True,
            "hideEdgesOnDrag": many,
            "tooltipDelay": 150,
            "zoomView": False,
            "navigationButtons": False,
            # Only while the map has the focus, which passing over it must not give it.
            "keyboard": {"enabled": True, "bindToWindow": False, "autoFocus": False},
        },
    }
