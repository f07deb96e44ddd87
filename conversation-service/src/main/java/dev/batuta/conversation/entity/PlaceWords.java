package dev.batuta.conversation.entity;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Words that announce a town, and words that stand where a town could and are none. */
final class PlaceWords {
  static final Set<String> PLACE_WORDS =
      words(
          "para pra pro p en a hasta desde em no na to in from de ate ciudad cidade"
              + " city city: ciudad: town x rumbo at near cerca aca aqui localidad municipio"
              + " destino zona envio entrega do da frete");
  static final List<List<String>> STRONG =
      phrases(
          "vivo en|envio a|envio para|enviar a|moro em|estoy en|estamos en|soy de"
              + "|somos de|sou de|moramos em|entrega en|entrega em|entregar em|entregar en"
              + "|mandar a|obra en|ciudad de|cidade de|live in|vivimos en|i'm in|ship to"
              + "|delivered to|delivery to|deliver to|shipping to|flete a|flete hasta"
              + "|frete para|entrego em|es en|obra em|fica em|queda en|based in|am in|are in"
              + "|moro na|moro no|puesto en|puestos en|retiro en|llevar a|enviarlo a"
              + "|ciudad :|cidade :|estou em|envien a|envio hasta|localidad :|manden a");
  static final Set<String> NOT_A_TOWN =
      words(
          "casa mi la el los las un una su obra total stock color general realidad"
              + " efectivo pesos dolares cuotas calle av avenida ruta barrio rua black white"
              + " que techo pared hoy manana my the a o minha meu domicilio sucursal local"
              + " tienda whatsapp este esta eso donde cuando confirmar pagar saber cotizar"
              + " quote me mim you us usted vos retirar fin cambio principio galpon quincho"
              + " camara drywall regalo empresa instalar interior exterior campo centro zona"
              + " cliente colocar hacer comprar dama hombre mujer nino ninos evento liceo"
              + " colegio escuela trabajo uso ver techar cerrar construir reformar divisoria"
              + " parede casas ellos todos order buy get a. nombre nome name parte base"
              + " cuenta breve serio");

  private PlaceWords() {}

  private static Set<String> words(String words) {
    return Set.copyOf(List.of(words.split(" ")));
  }

  private static List<List<String>> phrases(String phrases) {
    return Stream.of(phrases.split("\\|")).map(phrase -> List.of(phrase.split(" "))).toList();
  }
}
