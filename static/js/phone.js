/* The participant's phone. The page works without this file; with it, it goes along by itself. */
import { answering } from "./parts/answer.js";
import { stayConnected } from "./parts/connection.js";
import { joined } from "./parts/delivery.js";
import { enhance } from "./parts/enhance.js";
import { begin, result, show } from "./parts/stage.js";
import { views } from "./parts/views.js";

enhance(document);
begin();
views();
answering();
stayConnected({ joined, stage: show, result });
