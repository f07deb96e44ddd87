package dev.batuta.conversation.entity;

import dev.batuta.conversation.vocabulary.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Words that announce a name, belong to one, or can be none. */
final class NameWords {
  static final Set<String> TITLES =
      words(
          "sr sra srta senor senora senorita don dona doctor doctora dr dra ing ingeniero ingeniera arq"
              + " arquitecto arquitecta lic licenciado licenciada contador contadora cdor cdora esc prof profe"
              + " profesor profesora mr mrs ms miss seu engenheiro engenheira maestro senhor senhora tecnico"
              + " la el o a los las ao al the company empresa firma cliente .");
  static final Set<String> COMPANY =
      words(
          "taller ferreteria barraca construcciones constructora construtora distribuidora comercial"
              + " inversiones metalurgica herreria carpinteria panaderia almacen supermercado autoservice"
              + " estudio grupo empresa cooperativa hotel restaurante restaurant clinica colegio escuela liceo"
              + " club agropecuaria estancia transporte transportes servicios instalaciones refrigeracion obras"
              + " techos materiales ferragens materiais oficina mercado padaria loja academia igreja industria"
              + " industrias soluciones proyectos tienda boutique muebles muebleria inmobiliaria fabrica"
              + " deposito serralheria marcenaria condominio edificio fundacion fundacao instituto farmacia"
              + " drogueria lavadero gimnasio peluqueria confecciones textiles creaciones modas papeleria"
              + " ferreteros arquitectura ingenieria engenharia reformas frigorifico laboratorio consultora"
              + " imprenta libreria veterinaria jardin parador posada cabanas bar cafe heladeria pizzeria");
  static final Set<String> COMPANY_END =
      words(
          "srl sa sas ltda llc inc eireli me ltd spa cia sociedad anonima s.a co corp limitada eirl");
  static final Set<String> LINKS =
      words("de del la los las da do dos das e y & san santa von van el");
  static final Set<String> STOP =
      words(
          "y e de en para por con que quiero necesito queria busco vivo estoy soy mi el la un una hola buenas"
              + " gracias telefono tel cel celular mail correo rut ci cc nit cpf cnpj cedula ruc direccion"
              + " desde and from in with my i please need want phone email moro meu minha quero preciso o a do"
              + " da no na em com envio me te le se ya es son cliente duda interesado interesada nuevo nueva"
              + " dueno duena el mayorista revendedor instalador constructor albanil electricista carpintero"
              + " arquitecto ingeniero tecnico contratista maestro particular uruguayo colombiano brasileiro"
              + " brasilero consumidor final empresa yo ella alguien to at the here writing interested looking"
              + " calling about happy sure fine sorry going not after trying todo bien muy otra vez quien cual"
              + " pintor herrero vecino amigo hijo hija esposa hermano padre madre socio socia encargado"
              + " encargada jefe secretario secretaria del factura boleta fatura presupuesto cotizacion"
              + " orcamento quote order pedido compra lo los las techo pared casa obra retiro retirar hoy"
              + " manana lunes martes miercoles jueves viernes sabado domingo si no sim nao ok dale listo"
              + " mujer hombre dama caballero nino nina ninos adulto uso regalo evento trabajo saber cuando"
              + " confirmar pagar ver cotizar comprar instalar interior exterior usar techar quienes also but"
              + " wholesale resale everyone kids men women my new monday tuesday wednesday thursday friday"
              + " saturday sunday tomorrow today hey hi hello thanks por favor porfa mas menos tambien pra pro"
              + " precio price stock ahora claro perfecto bom boa tarde noite dia obrigado obrigada aqui es"
              + " correcto exacto cancelar nada");
  static final List<Cue> CUES = cues();

  private NameWords() {}

  private static List<Cue> cues() {
    var cues = new ArrayList<Cue>();
    add(
        cues,
        3,
        "me llamo",
        "mi nombre es",
        "mi nombre :",
        "a nombre de",
        "a nombre del",
        "nombre :",
        "name :",
        "nome :",
        "my name is",
        "my name's",
        "meu nome e",
        "me chamo",
        "em nome de",
        "em nome da",
        "em nome do",
        "a nome de",
        "on behalf of",
        "under the name of",
        "under the name",
        "in the name of",
        "razon social",
        "razao social",
        "me dicen",
        "nombre es",
        "nome e",
        "name is",
        "a nombre d",
        "no nome de",
        "no nome da",
        "nombre",
        "nombre de la empresa",
        "factura a nombre de",
        "titular");
    add(
        cues,
        2,
        "soy",
        "sou",
        "i'm",
        "i\u2019m",
        "i am",
        "im",
        "i m",
        "this is",
        "de parte de",
        "les escribe",
        "le escribe",
        "te escribe",
        "habla",
        "te habla",
        "le habla",
        "aqui e",
        "quem fala e",
        "it's",
        "aca",
        "somos",
        "somos de",
        "soy de",
        "firma",
        "atte",
        "atte .",
        "att",
        "saludos",
        "fatura para",
        "factura a",
        "factura para",
        "facturar a",
        "da parte de",
        "de la empresa",
        "fala",
        "falo como",
        "com",
        "sou o",
        "sou a",
        "soy el",
        "soy la",
        "llamo",
        "presupuesto a",
        "contacto",
        "contato",
        "contact",
        "speaking",
        "escribe",
        "aqui fala",
        "aqui e o",
        "aqui e a",
        "quien le escribe es",
        "we are",
        "we're",
        "customer",
        "cliente",
        "regards",
        "cheers",
        "from",
        "hablas con",
        "habla con");
    add(cues, 1, "for", "para", "pra", "pro", "de", "da", "do");
    return List.copyOf(cues);
  }

  private static void add(List<Cue> cues, int strength, String... texts) {
    for (var text : texts) {
      cues.add(new Cue(List.of(text.split(" ")), strength));
    }
  }

  private static Set<String> words(String words) {
    var set = new HashSet<String>(List.of(words.split(" ")));
    Words.split(words).forEach(set::add);
    return Set.copyOf(set);
  }

  /**
   * Words that announce a name.
   *
   * @param words folded, in order
   * @param strength 3 when a name must follow, 1 when it may
   */
  record Cue(List<String> words, int strength) {}
}
