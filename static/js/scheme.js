/* Before anything is painted: light or dark, as the presenter chose it in this tab. */
import { chosen } from "./present/scheme.js";

document.documentElement.dataset.scheme = chosen();
