/* The screen on the wall. Without this file it shows the same, and fetches itself anew. */
import { ticking } from "./present/clock.js";
import { controls } from "./present/controls.js";
import { dialogs } from "./present/dialogs.js";
import { fitting } from "./present/fit.js";
import { follow } from "./present/follow.js";
import { fullScreen } from "./present/full.js";
import { keys } from "./present/keys.js";
import { schemes } from "./present/scheme.js";

controls();
dialogs();
fitting();
fullScreen();
keys();
schemes();
ticking();
follow();
