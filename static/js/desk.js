/* The presenter's desk. Its forms work without this file; with it, it goes along by itself. */
import { controls } from "./present/controls.js";
import { dialogs } from "./present/dialogs.js";
import { follow } from "./present/follow.js";
import { merging } from "./present/merge.js";
import { schemes } from "./present/scheme.js";

controls();
dialogs();
merging();
schemes();
follow();
