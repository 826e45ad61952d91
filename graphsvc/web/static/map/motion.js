// While the map moves, detail is left out, so that it follows the hand: names on every map, and
// lines where there are many (`hideEdgesOnDrag`, which the server sets). They come back as soon as
// it stands still.

const REST = 180;   // ms without a change until it stands

export function createMotion(view) {
  const { network } = view;
  let before = "";
  let ended = 0;   // when the last drawing was done that differed from the one before it
  let moves = false;
  let timer = 0;

  function move() {
    moves = true;
    clearTimeout(timer);
    timer = setTimeout(stand, REST);
  }

  function stand() {
    clearTimeout(timer);
    moves = false;
    network.redraw();
  }

  // By hand, wheel, key or animation: one change close on another is a movement.
  network.on("beforeDrawing", () => {
    const { x, y } = network.getViewPosition();
    const now = `${x} ${y} ${network.getScale()}`;
    const changes = before && now !== before;
    if (changes && performance.now() - ended < REST) move();
    before = now;
    network.renderer.dragging = moves;   // what vis-network itself sets while a hand drags, and only then
    if (changes) network.once("afterDrawing", () => { ended = performance.now(); });
  });
  network.on("dragging", move);   // a node, where the view stays
  network.on("dragEnd", stand);

  view.moves = () => moves;
  // What is reached in one step, as everything is where the reader wants nothing to move, is drawn in
  // full at once.
  view.jump = () => {
    clearTimeout(timer);
    moves = false;
    before = "";
  };
}
